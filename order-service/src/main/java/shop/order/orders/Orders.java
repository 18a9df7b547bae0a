package shop.order.orders;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        return jdbc.sql(
                                """
                                UPDATE orders SET status = ?, reason = coalesce(?, reason),
                                                  version = version + 1
                                WHERE id = ? AND status = ANY (?)
                                """)
                        .param(to.name())
                        .param(reason == null ? null : reason.name())
                        .param(id.value())
                        .param(names(to.predecessors()))
                        .update()
                == 1;
    }

    /**
     * Completes all of these that are confirmed, and waits for no other transaction.
     *
     * @return which of them no other transaction has locked; the others have not changed
     */
    public Set<OrderId> complete(List<OrderId> ids) {
        return jdbc.sql(
                        """
                        WITH free AS (
                          SELECT id FROM orders WHERE id = ANY (?) FOR NO KEY UPDATE SKIP LOCKED),
                        completed AS (
                          UPDATE orders SET status = ?, version = version + 1 FROM free
                          WHERE orders.id = free.id AND status = ANY (?))
                        SELECT id FROM free
                        """)
                .param(ids.stream().map(OrderId::value).toArray(UUID[]::new))
                .param(OrderStatus.COMPLETED.name())
                .param(names(OrderStatus.COMPLETED.predecessors()))
                .query((row, _) -> new OrderId(row.getObject("id", UUID.class)))
                .set();
    }

    private static String[] names(List<OrderStatus> statuses) {
        return statuses.stream().map(OrderStatus::name).toArray(String[]::new);
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
