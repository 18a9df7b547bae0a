package shop.simulation;

import static shop.simulation.Invariant.ANSWERS_AGREE;
import static shop.simulation.Invariant.ANSWERS_STAY_TRUE;
import static shop.simulation.Invariant.ANSWERS_TELL_OF_ONES_OWN;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import shop.common.idempotency.IdempotencyKey;
import shop.order.orders.Order;
import shop.order.orders.OrderStatus;

/** What customers were told, held against what is. */
final class Answers {

    private final Checks checks;
    private final Map<IdempotencyKey, Heard> last = new HashMap<>();

    Answers(Checks checks) {
        this.checks = checks;
    }

    /** A customer hears something for one of his keys. */
    void heard(String customer, String key, Heard heard) {
        checkOwner(customer, heard);
        if (!heard.isFinal()) {
            return;
        }
        Heard first = last.putIfAbsent(new IdempotencyKey(customer, key), heard);
        checks.require(
                first == null || first.equals(heard),
                ANSWERS_AGREE,
                () -> key + " first heard " + first + ", then " + heard);
        if (first != null) {
            checks.replayed();
        }
        check(new IdempotencyKey(customer, key), heard);
    }

    private void checkOwner(String customer, Heard heard) {
        if (heard.location() != null) {
            Order order = checks.shop().orders().orders().get(heard.order());
            checks.require(
                    order != null && order.placed().customer().equals(customer),
                    ANSWERS_TELL_OF_ONES_OWN,
                    () -> customer + " hears " + heard);
        }
    }

    /** The order of a customer who was told that it is cancelled is. */
    void heardOfCancelling(UUID id, Heard heard) {
        Order order = Objects.requireNonNull(checks.shop().orders().orders().get(id));
        checks.require(
                heard.status() != 201 || order.status() == OrderStatus.CANCELLED,
                ANSWERS_STAY_TRUE,
                () -> heard + " about " + order);
    }

    /** All that was ever said is still true. */
    void checkAll() {
        last.forEach(this::check);
    }

    private void check(IdempotencyKey key, Heard heard) {
        for (Order order : checks.shop().orders().orders().rows()) {
            if (order.placed().key().equals(key.value())
                    && order.placed().customer().equals(key.caller())) {
                boolean isTrue =
                        heard.status() == 201
                                ? isKept(order)
                                : heard.status() != 422 && order.status() == OrderStatus.CANCELLED;
                checks.require(isTrue, ANSWERS_STAY_TRUE, () -> heard + " about " + order);
            }
        }
    }

    private boolean isKept(Order order) {
        return switch (order.status()) {
            case CONFIRMED, COMPLETED -> true;
            case PENDING -> false;
            case CANCELLING, CANCELLED -> isBeingCancelled(order);
        };
    }

    private boolean isBeingCancelled(Order order) {
        String id = order.placed().id().toString();
        return checks.shop().orders().sagas().rows().stream()
                .anyMatch(saga -> saga.name().equals("cancellation") && saga.data().contains(id));
    }
}
