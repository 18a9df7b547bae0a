package shop.order.orders;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import shop.common.idempotency.IdempotencyKey;
import shop.common.money.Money;
import shop.common.security.Caller;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All orders. Its methods take part in the caller's transaction. */
@Repository
public class Orders {

    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RowMapper<Order> order = this::order;

    Orders(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
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
        return jdbc.sql("SELECT * FROM orders WHERE id = ? AND (customer = ? OR ?)")
                .params(id.value(), caller.name(), caller.operator())
                .query(order)
                .optional();
    }

    /** The order that a customer placed with this key, if any. */
    public Optional<PlacedOrder> placedWith(IdempotencyKey key) {
        return jdbc.sql("SELECT * FROM orders WHERE customer = ? AND key = ?")
                .params(key.caller(), key.value())
                .query(order)
                .optional()
                .map(Order::placed);
    }

    /** The caller's own orders, an operator's everyone's; newest first. */
    public Page<Order> list(Caller caller, Pageable page) {
        String whose = caller.operator() ? "" : " WHERE customer = :customer";
        List<Order> content =
                jdbc.sql(
                                "SELECT * FROM orders"
                                        + whose
                                        + " ORDER BY placed_at DESC, id DESC LIMIT :size OFFSET :offset")
                        .param("customer", caller.name())
                        .param("size", page.getPageSize())
                        .param("offset", page.getOffset())
                        .query(order)
                        .list();
        long total =
                jdbc.sql("SELECT count(*) FROM orders" + whose)
                        .param("customer", caller.name())
                        .query(Long.class)
                        .single();
        return new PageImpl<>(content, page, total);
    }

    private Order order(ResultSet row, int number) throws SQLException {
        String reason = row.getString("reason");
        PlacedOrder placed =
                new PlacedOrder(
                        new OrderId(row.getObject("id", UUID.class)),
                        row.getString("customer"),
                        json.readValue(row.getString("lines"), LINES),
                        new Money(
                                row.getLong("total_minor"),
                                Currency.getInstance(row.getString("currency"))),
                        row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                        row.getString("key"),
                        row.getString("trace_id"));
        return new Order(
                placed,
                OrderStatus.valueOf(row.getString("status")),
                reason == null ? null : CancelReason.valueOf(reason),
                row.getInt("version"));
    }
}
