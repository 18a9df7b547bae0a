package shop.order.checkout;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import shop.common.idempotency.Answer;
import shop.common.problem.Problems;
import shop.edge.ProblemType;
import shop.order.orders.Order;
import shop.order.orders.OrderStatus;
import shop.order.orders.OrderView;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal;
import tools.jackson.databind.json.JsonMapper;

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

    Answer refused(PlacedOrder placed, Refusal why) {
        ProblemDetail problem =
                switch (why) {
                    case Refusal.OutOfStock(List<Refusal.ShortLine> lines) ->
                            outOfStock(
                                    "There is not enough of what was ordered; nothing was sold.",
                                    lines);
                    case Refusal.NotDeliverable() ->
                            outOfStock("What was ordered cannot be delivered.", List.of());
                    case Refusal.UnknownProducts(List<String> skus) -> unknownProducts(skus);
                    case Refusal.PaymentDeclined(String detail) ->
                            Problems.of(ProblemType.PAYMENT_DECLINED, detail);
                    case Refusal.TimedOut() ->
                            Problems.of(
                                    ProblemType.TIMED_OUT,
                                    "The order could not be decided in time, and was cancelled.");
                };
        problem.setProperty("order", placed.id());
        return problem(problem, placed.traceId());
    }

    private static ProblemDetail outOfStock(String detail, List<Refusal.ShortLine> lines) {
        ProblemDetail problem = Problems.of(ProblemType.OUT_OF_STOCK, detail);
        problem.setProperty("lines", lines);
        return problem;
    }

    Answer unknownProducts(List<String> skus, @Nullable String traceId) {
        return problem(unknownProducts(skus), traceId);
    }

    private static ProblemDetail unknownProducts(List<String> skus) {
        ProblemDetail problem =
                Problems.of(
                        ProblemType.UNKNOWN_PRODUCT,
                        "The shop does not know these products; nothing was ordered.");
        problem.setProperty("skus", skus);
        return problem;
    }

    private Answer problem(ProblemDetail problem, @Nullable String traceId) {
        problem.setInstance(URI.create(PATH));
        problem.setProperty("traceId", traceId);
        return new Answer(problem.getStatus(), json.writeValueAsString(problem), null);
    }
}
