package shop.order.orders;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import shop.common.money.Money;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Turns rows into orders. */
final class OrderRows implements RowMapper<Order> {

    /** What to select: a later version may have added columns. */
    static final String COLUMNS =
            """
            id, customer, status, reason, placed_at, lines, total_minor, currency, key, trace_id,
            version
            """;

    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};

    private final JsonMapper json;

    OrderRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Order mapRow(ResultSet row, int number) throws SQLException {
        String reason = row.getString("reason");
        return new Order(
                placed(row),
                OrderStatus.valueOf(row.getString("status")),
                reason == null ? null : CancelReason.valueOf(reason),
                row.getInt("version"));
    }

    private PlacedOrder placed(ResultSet row) throws SQLException {
        return new PlacedOrder(
                new OrderId(row.getObject("id", UUID.class)),
                row.getString("customer"),
                json.readValue(row.getString("lines"), LINES),
                new Money(
                        row.getLong("total_minor"),
                        Currency.getInstance(row.getString("currency"))),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                row.getString("key"),
                row.getString("trace_id"));
    }
}
