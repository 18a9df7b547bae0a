package shop.order.orders;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import shop.common.idempotency.IdempotencyKey;
import shop.common.security.Caller;
import shop.simulation.Database;
import shop.simulation.Json;
import shop.simulation.NoJdbc;
import shop.simulation.Tables;

/** The table {@code orders}, statement by statement, with its checks. */
public class InMemoryOrders extends Orders {

    private final Tables.OrderTables tables;
    private final Database database;

    /** The orders of this database. */
    public InMemoryOrders(Tables.OrderTables tables, Database database) {
        super(NoJdbc.client(), Json.MAPPER);
        this.tables = tables;
        this.database = database;
    }

    @Override
    public void add(PlacedOrder placed) {
        boolean added =
                database.statement(
                        () -> tables.orders().insert(placed.id().value(), Order.pending(placed)));
        if (!added) {
            throw new DuplicateKeyException("order " + placed.id());
        }
    }

    @Override
    public boolean move(OrderId id, OrderStatus to, @Nullable CancelReason reason) {
        return database.statement(() -> moveOne(id, to, reason));
    }

    @Override
    public Set<OrderId> complete(List<OrderId> ids) {
        return database.statement(() -> {
            ids.forEach(id -> moveOne(id, OrderStatus.COMPLETED, null));
            return Set.copyOf(ids);
        });
    }

    private boolean moveOne(OrderId id, OrderStatus to, @Nullable CancelReason reason) {
        Order order = tables.orders().get(id.value());
        if (order == null || !allows(order.status(), to)) {
            return false;
        }
        CancelReason why = reason == null ? order.reason() : reason;
        check(to, why);
        tables.orders().put(id.value(), new Order(order.placed(), to, why, order.version() + 1));
        return true;
    }

    /** {@code CHECK ((status IN ('CANCELLED', 'CANCELLING')) = (reason IS NOT NULL))}. */
    protected void check(OrderStatus to, @Nullable CancelReason why) {
        boolean cancelled = to == OrderStatus.CANCELLED || to == OrderStatus.CANCELLING;
        if (cancelled != (why != null)) {
            throw new DataIntegrityViolationException(to + " because of " + why);
        }
    }

    /** {@code status = ANY (predecessors)}. */
    protected boolean allows(OrderStatus from, OrderStatus to) {
        return to.predecessors().contains(from);
    }

    @Override
    public Optional<PlacedOrder> placedWith(IdempotencyKey key) {
        return database.statement(() ->
                tables.orders().rows().stream()
                        .map(Order::placed)
                        .filter(placed -> isPlacedWith(placed, key))
                        .findFirst());
    }

    /** {@code customer = ? AND key = ?}. */
    protected boolean isPlacedWith(PlacedOrder placed, IdempotencyKey key) {
        return placed.customer().equals(key.caller()) && placed.key().equals(key.value());
    }

    @Override
    public Optional<Order> find(OrderId id, Caller caller) {
        return database.statement(() ->
                Optional.ofNullable(tables.orders().get(id.value()))
                        .filter(order ->
                                caller.operator()
                                        || order.placed().customer().equals(caller.name())));
    }
}
