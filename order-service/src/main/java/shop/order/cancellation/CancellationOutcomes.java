package shop.order.cancellation;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.common.idempotency.Answer;
import shop.common.idempotency.IdempotencyKeys;
import shop.common.security.Caller;
import shop.order.orders.Order;
import shop.order.orders.OrderId;
import shop.order.orders.OrderStatus;
import shop.order.orders.OrderView;
import shop.order.orders.Orders;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of a cancelled order, and what whoever asked is told. */
@Component
class CancellationOutcomes {

    private final Orders orders;
    private final IdempotencyKeys keys;
    private final JsonMapper json;

    CancellationOutcomes(Orders orders, IdempotencyKeys keys, JsonMapper json) {
        this.orders = orders;
        this.keys = keys;
        this.json = json;
    }

    List<Cancellation> cancelled(List<Cancellation> cancellations) {
        for (Cancellation cancellation : cancellations) {
            OrderId id = cancellation.order().id();
            if (!orders.move(id, OrderStatus.CANCELLED, null)) {
                throw new IllegalStateException("order " + id + " is not being cancelled");
            }
            if (cancellation.key() != null) {
                keys.answer(cancellation.key(), answer(201, id));
            }
        }
        return cancellations;
    }

    /** The order as it stands in this transaction. */
    Answer answer(int status, OrderId id) {
        Order order = orders.find(id, new Caller("", true)).orElseThrow();
        return new Answer(
                status, json.writeValueAsString(OrderView.of(order)), "/api/orders/" + id);
    }
}
