package shop.order.saga;

import java.time.Duration;
import java.util.UUID;
import shop.order.saga.definition.SagaDecider;
import shop.order.saga.definition.SagaDecision;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState;

/**
 * A saga in the hands of its owner.
 *
 * @param epoch counts the owners; whoever has an older one has lost it
 * @param deadline when to turn back, as {@link SagaTime#nanos()}; taken from what the database said
 *     was left, so no two clocks are ever compared
 * @param leasedUntil when others may take it over at the earliest, as {@link SagaTime#nanos()}
 * @param <T> the saga's data
 */
public record SagaRun<T>(
        SagaDefinition<T> definition,
        UUID id,
        T data,
        int epoch,
        long deadline,
        long leasedUntil,
        SagaState state) {

    SagaDecision decide(long now) {
        return SagaDecider.decide(state, now - deadline > 0);
    }

    /** Whether at least this much of the lease is left. */
    boolean isLeasedFor(Duration time, long now) {
        return leasedUntil - now >= time.toNanos();
    }

    /** Whether there is a pivot, and it is behind it. */
    boolean isPastPivot() {
        return definition.hasPivot() && state.isPastPivot();
    }

    /** Whether only steps of a batch are left to do. */
    boolean isToBeFinished() {
        return state.phase() == SagaState.Phase.RUNNING && isPastPivot();
    }

    SagaRun<T> with(SagaState newState) {
        return new SagaRun<>(definition, id, data, epoch, deadline, leasedUntil, newState);
    }

    /** The same with a lease that began then. */
    SagaRun<T> leased(long since, Duration lease) {
        return new SagaRun<>(definition, id, data, epoch, deadline, since + lease.toNanos(), state);
    }
}
