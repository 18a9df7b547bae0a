package shop.order.saga;

import java.util.UUID;
import shop.order.saga.definition.SagaState;

/**
 * A saga as the log knows it.
 *
 * @param name the definition's
 */
public record SagaRecord(UUID id, String name, SagaState state) {}
