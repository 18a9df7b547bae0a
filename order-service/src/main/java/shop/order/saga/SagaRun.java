package shop.order.saga;

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
 * @param <T> the saga's data
 */
public record SagaRun<T>(
        SagaDefinition<T> definition, UUID id, T data, int epoch, long deadline, SagaState state) {

    SagaDecision decide(long now) {
        return SagaDecider.decide(state, now - deadline > 0);
    }

    SagaRun<T> with(SagaState newState) {
        return new SagaRun<>(definition, id, data, epoch, deadline, newState);
    }
}
