package shop.order.saga;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row as it lies in the table, not yet understood: whatever is wrong with it, it can be read as
 * far as this.
 *
 * @param refusal why it is undone, as JSON
 * @param reason the same as versions write it that do not know the refusal
 * @param left until the deadline, by the database's clock; negative when it has passed
 */
record SagaRow(
        UUID id,
        String name,
        String phase,
        boolean abandoned,
        String steps,
        String data,
        @Nullable String refusal,
        @Nullable String reason,
        @Nullable String detail,
        boolean attention,
        boolean pastPivot,
        int epoch,
        Duration left) {

    /** What is read of it. */
    static final String COLUMNS =
            """
            id, name, phase, abandoned, steps, data, refusal, reason, detail, attention, past_pivot,
            epoch, greatest(-1e6, least(1e6, extract(epoch FROM deadline - now()))) * 1000 AS left_ms
            """;

    static SagaRow of(ResultSet row, int number) throws SQLException {
        return new SagaRow(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("phase"),
                row.getBoolean("abandoned"),
                row.getString("steps"),
                row.getString("data"),
                row.getString("refusal"),
                row.getString("reason"),
                row.getString("detail"),
                row.getBoolean("attention"),
                row.getBoolean("past_pivot"),
                row.getInt("epoch"),
                Duration.ofMillis(row.getLong("left_ms")));
    }
}
