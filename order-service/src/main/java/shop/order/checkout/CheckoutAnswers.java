package shop.order.checkout;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

import shop.common.idempotency.Answer;
import shop.common.problem.Problems;
import shop.order.orders.CancelReason;
import shop.order.orders.Order;
import shop.order.orders.OrderStatus;
import shop.order.orders.OrderView;
import shop.order.orders.PlacedOrder;
import shop.order.saga.definition.Undone;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.util.List;

/**
 * What a customer is told. Functions of what is logged and nothing else, so whoever tells him, the
 * first thread or another process much later, tells him the same.
 */
@Component
class CheckoutAnswers {

    private static final String PATH = "/api/orders";

    private final JsonMapper json;

    CheckoutAnswers(JsonMapper json) {
        this.json = json;
    }

    Answer pending(PlacedOrder placed) {
        return order(202, Order.pending(placed));
    }

    Answer confirmed(PlacedOrder placed) {
        return order(201, Order.pending(placed).to(OrderStatus.CONFIRMED, null));
    }

    private Answer order(int status, Order order) {
        return new Answer(
                status,
                json.writeValueAsString(OrderView.of(order)),
                PATH + "/" + order.placed().id());
    }

    Answer refused(PlacedOrder placed, Undone why) {
        ProblemDetail problem =
                switch (CancelReason.valueOf(why.reason())) {
                    case OUT_OF_STOCK -> outOfStock(why.detail());
                    case PAYMENT_DECLINED ->
                            Problems.of(
                                    HttpStatus.PAYMENT_REQUIRED,
                                    "payment-declined",
                                    "Payment declined",
                                    why.detail());
                    case TIMED_OUT, CUSTOMER ->
                            Problems.of(
                                    HttpStatus.CONFLICT,
                                    "timed-out",
                                    "Timed out",
                                    "The order could not be decided in time, and was cancelled.");
                };
        problem.setProperty("order", placed.id());
        return problem(problem, placed.traceId());
    }

    private ProblemDetail outOfStock(String shortLines) {
        ProblemDetail problem =
                Problems.of(
                        HttpStatus.CONFLICT,
                        "out-of-stock",
                        "Out of stock",
                        "There is not enough of what was ordered; nothing was sold.");
        problem.setProperty("lines", json.readTree(shortLines));
        return problem;
    }

    Answer unknownProducts(List<String> skus, @Nullable String traceId) {
        ProblemDetail problem =
                Problems.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "unknown-product",
                        "Unknown product",
                        "The shop does not know these products; nothing was ordered.");
        problem.setProperty("skus", skus);
        return problem(problem, traceId);
    }

    private Answer problem(ProblemDetail problem, @Nullable String traceId) {
        problem.setInstance(URI.create(PATH));
        problem.setProperty("traceId", traceId);
        return new Answer(problem.getStatus(), json.writeValueAsString(problem), null);
    }
}
