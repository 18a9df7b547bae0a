package shop.order.saga;

import java.util.UUID;
import shop.order.saga.definition.SagaState;

/**
 * A saga as the log knows it.
 *
 * @param name the definition's
 * @param state without the reason why it is undone, which only its definition can read
 */
public record SagaRecord(UUID id, String name, SagaState state) {}
