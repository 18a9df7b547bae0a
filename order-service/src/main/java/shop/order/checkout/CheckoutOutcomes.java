package shop.order.checkout;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import shop.common.idempotency.IdempotencyKey;
import shop.common.idempotency.IdempotencyKeys;
import shop.order.orders.OrderId;
import shop.order.orders.OrderStatus;
import shop.order.orders.Orders;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal;

/**
 * What becomes of an order, and what its customer is told; both in the transaction that logs the
 * saga's step.
 */
@Component
class CheckoutOutcomes {

    private final Orders orders;
    private final IdempotencyKeys keys;
    private final CheckoutAnswers answers;

    CheckoutOutcomes(Orders orders, IdempotencyKeys keys, CheckoutAnswers answers) {
        this.orders = orders;
        this.keys = keys;
        this.answers = answers;
    }

    void confirm(PlacedOrder order) {
        require(orders.move(order.id(), OrderStatus.CONFIRMED, null), order);
        keys.answer(key(order), answers.confirmed(order));
    }

    void cancel(PlacedOrder order, Refusal why) {
        require(orders.move(order.id(), OrderStatus.CANCELLED, why.reason()), order);
        keys.answer(key(order), answers.refused(order, why));
    }

    // An order whose cancellation has begun stays as it is: its own saga waits for this one.
    List<PlacedOrder> complete(List<PlacedOrder> completed) {
        Set<OrderId> free = orders.complete(completed.stream().map(PlacedOrder::id).toList());
        return completed.stream().filter(order -> free.contains(order.id())).toList();
    }

    private static IdempotencyKey key(PlacedOrder order) {
        return new IdempotencyKey(order.customer(), order.key());
    }

    private static void require(boolean moved, PlacedOrder order) {
        if (!moved) {
            throw new IllegalStateException("order " + order.id() + " is no longer pending");
        }
    }
}
