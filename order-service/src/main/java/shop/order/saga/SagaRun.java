package shop.order.saga;

import java.time.Duration;
import java.util.UUID;

/**
 * A saga in the hands of its owner.
 *
 * @param epoch counts the owners; whoever has an older one has lost it
 * @param deadline when to turn back, as {@link System#nanoTime()}; taken from what the database
 *     said was left, so no two clocks are ever compared
 * @param <T> the saga's data
 */
public record SagaRun<T>(
        SagaDefinition<T> definition, UUID id, T data, int epoch, long deadline, SagaState state) {

    static long deadlineIn(Duration left) {
        return System.nanoTime() + left.toNanos();
    }

    boolean isLate() {
        return System.nanoTime() - deadline > 0;
    }

    SagaDecision decide() {
        return SagaDecider.decide(state, isLate());
    }

    SagaRun<T> with(SagaState newState) {
        return new SagaRun<>(definition, id, data, epoch, deadline, newState);
    }
}
