package shop.system.chaos;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.system.chaos.Invocation.Kind;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether what the customers were told is what happened: an answer 2xx stays true, a 4xx changed
 * nothing, and every final answer to a key is the same. Pure; every rule is shown to find its
 * violation by {@code HistoryTests}.
 */
final class HistoryChecker {

    private static final Map<String, String> REASONS =
            Map.of(
                    "out-of-stock", "OUT_OF_STOCK",
                    "payment-declined", "PAYMENT_DECLINED",
                    "timed-out", "TIMED_OUT");

    // Stock that expired under a confirmed order and is gone is made good by a refund.
    private static final Set<String> KEPT = Set.of("", "CUSTOMER", "OUT_OF_STOCK");

    private final Map<String, Truth.Order> orders;
    private final Map<List<String>, Truth.Order> byKey;
    private final Set<String> cancellable = new HashSet<>();
    private final List<String> violations = new ArrayList<>();

    private HistoryChecker(Truth truth) {
        this.orders =
                truth.orders().stream()
                        .collect(Collectors.toMap(Truth.Order::id, Function.identity()));
        this.byKey =
                truth.orders().stream()
                        .collect(
                                Collectors.toMap(
                                        order -> List.of(order.customer(), order.key()),
                                        Function.identity(),
                                        (first, _) -> first));
    }

    /** A sentence for everything that was said and is not so. */
    static List<String> violations(List<Invocation> history, Truth truth) {
        HistoryChecker checker = new HistoryChecker(truth);
        checker.check(history);
        return List.copyOf(checker.violations);
    }

    private void must(boolean holds, String otherwise, Object what) {
        if (!holds) {
            violations.add(otherwise + ": " + what);
        }
    }

    private void check(List<Invocation> history) {
        // Whoever was refused changed nothing; anybody else may have.
        history.stream()
                .filter(i -> i.kind() == Kind.CANCELLATION && i.status() / 100 != 4)
                .map(Invocation::order)
                .forEach(cancellable::add);
        history.forEach(this::check);
        history.stream().collect(groupingBy(Invocation::request)).forEach(this::checkRequest);
        orders.values().stream()
                .filter(order -> order.reason().equals("CUSTOMER"))
                .forEach(order ->
                        must(
                                cancellable.contains(order.id()),
                                "nobody has cancelled this order",
                                order));
    }

    private void checkRequest(Invocation.Request request, List<Invocation> invocations) {
        Set<List<Object>> told =
                invocations.stream()
                        .filter(Invocation::isFinal)
                        .map(i -> List.<Object>of(i.status(), i.body()))
                        .collect(Collectors.toSet());
        must(!told.isEmpty(), "a request never got its answer", request);
        must(told.size() <= 1, "a key has two answers", request + " " + told);
    }

    private void check(Invocation told) {
        if (told.isUnknown() || told.status() == 429) {
            return;
        }
        switch (told.kind()) {
            case CHECKOUT -> checkCheckout(told);
            case CANCELLATION -> checkCancellation(told);
        }
    }

    private void checkCheckout(Invocation told) {
        Optional<Truth.Order> known =
                Optional.ofNullable(byKey.get(List.of(told.customer(), told.key())));
        Optional<Truth.Order> same = known.filter(order -> order.id().equals(told.order()));
        switch (told.status()) {
            case 201 ->
                    must(
                            same.filter(o -> KEPT.contains(o.reason())).isPresent(),
                            "an order was confirmed and is not there",
                            told + " " + known);
            case 202 -> must(same.isPresent(), "an order was accepted and is lost", told);
            case 402, 409 ->
                    must(
                            !told.isFinal()
                                    || same.filter(o -> o.reason().equals(reason(told)))
                                            .isPresent(),
                            "an order was refused, for another reason or not at all",
                            told + " " + known);
            default -> must(known.isEmpty(), "a refused request has an order", told);
        }
    }

    private static String reason(Invocation told) {
        String type = JsonMapper.shared().readTree(told.body()).path("type").asString("");
        return REASONS.getOrDefault(type.substring(type.lastIndexOf('/') + 1), "none");
    }

    private void checkCancellation(Invocation told) {
        Truth.Order order = Objects.requireNonNull(orders.get(told.order()), told.order());
        if (told.status() == 201 || told.status() == 202) {
            must(
                    order.status().equals("CANCELLED") && order.reason().equals("CUSTOMER"),
                    "an order was cancelled and is not",
                    told + " " + order);
        }
    }
}
