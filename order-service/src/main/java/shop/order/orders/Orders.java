package shop.order.orders;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import shop.common.idempotency.IdempotencyKey;
import shop.common.security.Caller;
import tools.jackson.databind.json.JsonMapper;

/** All orders. Its methods take part in the caller's transaction. */
@Repository
public class Orders {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final OrderRows rows;

    Orders(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = new OrderRows(json);
    }

    /** Adds an order, pending. */
    public void add(PlacedOrder placed) {
        jdbc.sql(
                        """
                        INSERT INTO orders (id, customer, status, placed_at, lines, quantity,
                                            total_minor, currency, key, trace_id, version)
                        VALUES (?, ?, 'PENDING', ?, ?::json, ?, ?, ?, ?, ?, 1)
                        """)
                .param(placed.id().value())
                .param(placed.customer())
                .param(OffsetDateTime.ofInstant(placed.placedAt(), ZoneOffset.UTC))
                .param(json.writeValueAsString(placed.lines()))
                .param(placed.quantity())
                .param(placed.total().minorUnits())
                .param(placed.total().currencyCode())
                .param(placed.key())
                .param(placed.traceId())
                .update();
    }

    /**
     * Moves an order along an arrow of {@link OrderStatus}.
     *
     * @return whether it stood where that arrow begins; if not, nothing has changed
     */
    public boolean move(OrderId id, OrderStatus to, @Nullable CancelReason reason) {
        return move(List.of(id), to, reason) == 1;
    }

    /** Moves all of these that stand where an arrow to the status begins; returns how many. */
    public int move(List<OrderId> ids, OrderStatus to, @Nullable CancelReason reason) {
        return jdbc.sql(
                        """
                        UPDATE orders SET status = ?, reason = coalesce(?, reason),
                                          version = version + 1
                        WHERE id = ANY (?) AND status = ANY (?)
                        """)
                .param(to.name())
                .param(reason == null ? null : reason.name())
                .param(ids.stream().map(OrderId::value).toArray(UUID[]::new))
                .param(to.predecessors().stream().map(OrderStatus::name).toArray(String[]::new))
                .update();
    }

    /** The order, if it exists and is the caller's to see. */
    public Optional<Order> find(OrderId id, Caller caller) {
        return jdbc.sql(
                        "SELECT "
                                + OrderRows.COLUMNS
                                + "FROM orders WHERE id = ? AND (customer = ? OR ?)")
                .params(id.value(), caller.name(), caller.operator())
                .query(rows)
                .optional();
    }

    /**
     * The order that a customer placed with this key within the last hour, if any. A key may come
     * again once it has been forgotten, so of several it is the last.
     */
    public Optional<PlacedOrder> placedWith(IdempotencyKey key) {
        return jdbc.sql(
                        "SELECT "
                                + OrderRows.COLUMNS
                                + """
                                FROM orders
                                WHERE customer = ? AND key = ?
                                  AND placed_at > now() - interval '1 hour'
                                ORDER BY placed_at DESC, id DESC LIMIT 1
                                """)
                .params(key.caller(), key.value())
                .query(rows)
                .optional()
                .map(Order::placed);
    }
}
