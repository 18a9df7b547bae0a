package shop.simulation;

import static shop.simulation.Invariant.*;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import shop.common.idempotency.IdempotencyKey;
import shop.order.orders.Order;
import shop.order.orders.OrderStatus;
import shop.simulation.Tables.Hold;
import shop.simulation.Tables.Payment;

/** Looks at an order, and at all that it means for goods, money and answers. */
final class OrderChecks {

    private final Checks checks;
    private final Map<UUID, OrderStatus> statuses = new HashMap<>();
    private final Map<UUID, Long> changes = new HashMap<>();
    private final Map<IdempotencyKey, UUID> keys = new HashMap<>();

    OrderChecks(Checks checks) {
        this.checks = checks;
    }

    /** When its status last changed. */
    long changedAt(UUID id) {
        return changes.getOrDefault(id, 0L);
    }

    void check(Order order) {
        UUID id = order.placed().id().value();
        var key = new IdempotencyKey(order.placed().customer(), order.placed().key());
        UUID first = keys.putIfAbsent(key, id);
        checks.require(
                first == null || first.equals(id),
                ONE_ORDER_A_KEY,
                () -> key + " has another " + order);
        OrderStatus before = statuses.put(id, order.status());
        if (before != order.status()) {
            changes.put(id, checks.now());
        }
        if (before != null && before != order.status()) {
            courier(id, before, order);
            checks.require(
                    isArrow(before, order.status()),
                    ENDS_ARE_FINAL,
                    () -> before + " became " + order);
            if (order.status() == OrderStatus.CONFIRMED) {
                Saga saga = Objects.requireNonNull(checks.shop().orders().sagas().get(id));
                checks.require(
                        checks.shop().orderDatabase().now() < saga.deadline(),
                        CONFIRMED_IN_TIME,
                        () -> order);
            }
        }
        ends(
                order,
                checks.shop().stock().holds().get(id),
                checks.shop().money().payments().get(id));
        if (order.status() != OrderStatus.PENDING) {
            Tables.Key row = checks.shop().orders().keys().get(key);
            boolean answered = row != null && row.answer() != null && row.answer().status() != 202;
            checks.require(answered, DECIDED_IS_ANSWERED, () -> order);
        }
    }

    /** The next version confirms nothing without a courier; and what is undone keeps none. */
    private void courier(UUID id, OrderStatus before, Order order) {
        boolean booked = checks.shop().couriers().isBooked(id);
        checks.require(
                order.status() != OrderStatus.CONFIRMED || booked || !checks.isByNextVersion(),
                CONFIRMED_IS_COVERED,
                () -> order + " without a courier");
        checks.require(
                !booked || before != OrderStatus.PENDING || order.status() != OrderStatus.CANCELLED,
                CANCELLED_KEEPS_NOTHING,
                () -> order + " with a courier");
    }

    private static boolean isArrow(OrderStatus from, OrderStatus to) {
        return switch (from) {
            case PENDING -> to == OrderStatus.CONFIRMED || to == OrderStatus.CANCELLED;
            case CONFIRMED -> to == OrderStatus.COMPLETED || to == OrderStatus.CANCELLING;
            case COMPLETED -> to == OrderStatus.CANCELLING;
            case CANCELLING -> to == OrderStatus.CANCELLED;
            case CANCELLED -> false;
        };
    }

    private void ends(Order order, @Nullable Hold hold, @Nullable Payment payment) {
        String goods = hold == null ? "NONE" : hold.status();
        String money = payment == null ? "NONE" : payment.status();
        Supplier<Object> all = () -> order + " with " + hold + " and " + payment;
        switch (order.status()) {
            case PENDING, CANCELLING -> {}
            case CONFIRMED ->
                    checks.require(
                            Set.of("HELD", "EXPIRED", "COMMITTED").contains(goods)
                                    && Set.of("AUTHORISED", "CAPTURED").contains(money),
                            CONFIRMED_IS_COVERED,
                            all);
            case COMPLETED ->
                    checks.require(
                            goods.equals("COMMITTED") && money.equals("CAPTURED"),
                            COMPLETED_IS_PAID_AND_HANDED_OVER,
                            all);
            case CANCELLED ->
                    checks.require(
                            !Set.of("HELD", "COMMITTED").contains(goods)
                                    && !Set.of("AUTHORISED", "CAPTURED").contains(money),
                            CANCELLED_KEEPS_NOTHING,
                            all);
        }
    }
}
