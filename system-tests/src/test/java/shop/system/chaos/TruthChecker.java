package shop.system.chaos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What must be true of the databases, together, when nothing moves any more. Pure; every rule is
 * shown to find its violation by {@code HistoryTests}.
 */
final class TruthChecker {

    private static final Map<String, Set<List<String>>> MOVEMENTS =
            Map.of(
                    "DECLINED", Set.of(List.of()),
                    "VOIDED", Set.of(List.of(), List.of("HOLD", "RELEASE")),
                    "AUTHORISED", Set.of(List.of("HOLD")),
                    "CAPTURED", Set.of(List.of("CAPTURE", "HOLD")),
                    "REFUNDED", Set.of(List.of("CAPTURE", "HOLD", "REFUND")));

    private final Truth truth;
    private final Map<String, Truth.Payment> payments;
    private final Map<String, Truth.Reservation> reservations;
    private final Map<String, Truth.Saga> checkouts;
    private final List<String> violations = new ArrayList<>();

    private TruthChecker(Truth truth) {
        this.truth = truth;
        this.payments = byId(truth.payments(), Truth.Payment::id);
        this.reservations = byId(truth.reservations(), Truth.Reservation::id);
        this.checkouts =
                byId(
                        truth.sagas().stream().filter(s -> s.name().equals("checkout")).toList(),
                        Truth.Saga::id);
    }

    /** A sentence for everything that is wrong. */
    static List<String> violations(Truth truth) {
        TruthChecker checker = new TruthChecker(truth);
        checker.check();
        return List.copyOf(checker.violations);
    }

    private static <T> Map<String, T> byId(List<T> all, Function<T, String> id) {
        return all.stream().collect(Collectors.toMap(id, Function.identity()));
    }

    private void must(boolean holds, String otherwise, Object what) {
        if (!holds) {
            violations.add(otherwise + ": " + what);
        }
    }

    private void check() {
        truth.sagas()
                .forEach(saga ->
                        must(
                                Set.of("COMPLETED", "UNDONE").contains(saga.phase()),
                                "a saga is unfinished",
                                saga));
        truth.orders().forEach(this::check);
        truth.orders().stream()
                .collect(groupingBy(order -> List.of(order.customer(), order.key())))
                .values()
                .forEach(orders -> must(orders.size() == 1, "a key has two orders", orders));
        truth.payments()
                .forEach(payment ->
                        must(
                                checkouts.containsKey(payment.id()),
                                "a payment has no saga",
                                payment));
        truth.reservations()
                .forEach(reservation ->
                        must(
                                checkouts.containsKey(reservation.id()),
                                "a reservation has no saga",
                                reservation));
        checkLedger();
    }

    private void check(Truth.Order order) {
        must(checkouts.containsKey(order.id()), "an order has no saga", order);
        Truth.Payment payment = payments.get(order.id());
        must(
                payment == null || payment.amount() == 0 || payment.amount() == order.total(),
                "a payment is not of the order's total",
                order + " " + payment);
        switch (order.status()) {
            case "COMPLETED" -> checkCompleted(order);
            case "CANCELLED" -> checkCancelled(order);
            default -> violations.add("an order has not come to its end: " + order);
        }
    }

    private void checkCompleted(Truth.Order order) {
        Truth.Payment payment = payments.get(order.id());
        must(
                payment != null
                        && payment.status().equals("CAPTURED")
                        && payment.amount() == order.total()
                        && payment.customer().equals(order.customer()),
                "a completed order is not paid",
                order + " " + payment);
        Truth.Reservation reservation = reservations.get(order.id());
        must(
                reservation != null
                        && reservation.status().equals("COMMITTED")
                        && reservation.pieces().equals(order.pieces()),
                "a completed order is not handed over",
                order + " " + reservation);
    }

    private void checkCancelled(Truth.Order order) {
        Truth.Payment payment = payments.get(order.id());
        must(
                payment == null || !Set.of("AUTHORISED", "CAPTURED").contains(payment.status()),
                "a cancelled order keeps money",
                order + " " + payment);
        Truth.Reservation reservation = reservations.get(order.id());
        must(
                reservation == null || !Set.of("HELD", "COMMITTED").contains(reservation.status()),
                "a cancelled order keeps stock",
                order + " " + reservation);
    }

    /** At most one capture and one refund, of what was authorised; nothing without a payment. */
    private void checkLedger() {
        Map<String, List<Truth.Movement>> ledger =
                truth.movements().stream().collect(groupingBy(Truth.Movement::payment));
        ledger.keySet()
                .forEach(id ->
                        must(payments.containsKey(id), "the ledger knows an unknown payment", id));
        for (Truth.Payment payment : truth.payments()) {
            List<Truth.Movement> movements = ledger.getOrDefault(payment.id(), List.of());
            List<String> kinds =
                    movements.stream()
                            .sorted((a, b) -> a.kind().compareTo(b.kind()))
                            .collect(mapping(Truth.Movement::kind, toList()));
            must(
                    MOVEMENTS.getOrDefault(payment.status(), Set.of()).contains(kinds)
                            && movements.stream().allMatch(m -> m.amount() == payment.amount()),
                    "a payment has not moved as it says",
                    payment + " " + movements);
        }
    }
}
