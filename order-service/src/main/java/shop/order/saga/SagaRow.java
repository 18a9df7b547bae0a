package shop.order.saga;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row as it lies in the table, not yet understood.
 *
 * @param left until the deadline, by the database's clock; negative when it has passed
 */
record SagaRow(
        UUID id,
        String name,
        SagaState.Phase phase,
        String steps,
        String data,
        @Nullable String reason,
        @Nullable String detail,
        boolean attention,
        int epoch,
        Duration left) {}
