package shop.order.saga;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.order.saga.definition.SagaState;

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
        Duration left) {

    static SagaRow of(ResultSet row, int number) throws SQLException {
        return new SagaRow(
                row.getObject("id", UUID.class),
                row.getString("name"),
                SagaState.Phase.valueOf(row.getString("phase")),
                row.getString("steps"),
                row.getString("data"),
                row.getString("reason"),
                row.getString("detail"),
                row.getBoolean("attention"),
                row.getInt("epoch"),
                Duration.ofMillis(row.getLong("left_ms")));
    }
}
