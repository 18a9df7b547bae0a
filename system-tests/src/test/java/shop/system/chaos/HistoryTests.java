package shop.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shop.system.chaos.Invocation.Kind;

/** The checkers themselves: a history in which all is well passes, and each that lies is found. */
class HistoryTests {

    private static final Map<String, Long> TEA = Map.of("tea", 2L);
    private static final String TIMED_OUT = "{\"type\":\"/problems/timed-out\"}";

    private static final Truth GOOD =
            new Truth(
                    List.of(
                            order("1", "a", "COMPLETED", ""),
                            order("2", "b", "CANCELLED", "CUSTOMER"),
                            order("3", "c", "CANCELLED", "TIMED_OUT")),
                    List.of(
                            saga("1", "checkout", "COMPLETED"),
                            saga("2", "checkout", "COMPLETED"),
                            saga("3", "checkout", "UNDONE"),
                            saga("9", "cancellation", "COMPLETED")),
                    List.of(
                            payment("1", "CAPTURED", 700),
                            payment("2", "REFUNDED", 700),
                            new Truth.Payment("3", "", "VOIDED", 0)),
                    List.of(
                            moved("1", "HOLD"),
                            moved("1", "CAPTURE"),
                            moved("2", "HOLD"),
                            moved("2", "CAPTURE"),
                            moved("2", "REFUND")),
                    List.of(
                            reservation("1", "COMMITTED"),
                            reservation("2", "RETURNED"),
                            reservation("3", "RELEASED")));

    private static final List<Invocation> TOLD =
            List.of(
                    checkout("a", "1", 0, "", false),
                    checkout("a", "1", 201, "one", false),
                    checkout("a", "1", 201, "one", true),
                    checkout("b", "2", 202, "pending", false),
                    checkout("b", "2", 201, "two", false),
                    cancellation("x", "2", 201, "gone"),
                    checkout("c", "3", 409, TIMED_OUT, false),
                    cancellation("y", "3", 409, "not-cancellable"));

    @Test
    void findsNothingWhereAllIsWell() {
        assertThat(TruthChecker.violations(GOOD)).isEmpty();
        assertThat(HistoryChecker.violations(TOLD, GOOD)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void findsWhatWasSaidAndIsNotSo(String violation, List<Invocation> told) {
        assertThat(HistoryChecker.violations(told, GOOD))
                .anyMatch(found -> found.startsWith(violation));
    }

    static Stream<Arguments> findsWhatWasSaidAndIsNotSo() {
        return Stream.of(
                Arguments.of("a key has two answers", and(checkout("a", "1", 201, "two", true))),
                Arguments.of("a request never got", and(checkout("d", "", 503, "", false))),
                Arguments.of("an order was confirmed", and(checkout("d", "4", 201, "", false))),
                Arguments.of("an order was confirmed", and(checkout("a", "2", 201, "", false))),
                Arguments.of("an order was confirmed", and(checkout("c", "3", 201, "", false))),
                Arguments.of("an order was accepted", and(checkout("d", "4", 202, "", false))),
                Arguments.of(
                        "an order was refused", and(checkout("a", "1", 409, TIMED_OUT, false))),
                Arguments.of("a refused request", and(checkout("a", "", 422, "", false))),
                Arguments.of("an order was cancelled", and(cancellation("x", "1", 201, ""))),
                Arguments.of("an order was cancelled", and(cancellation("x", "1", 202, ""))),
                Arguments.of(
                        "nobody has cancelled",
                        TOLD.stream().filter(told -> !told.order().equals("2")).toList()));
    }

    @ParameterizedTest
    @MethodSource
    void findsWhatDoesNotFitTogether(String violation, Truth truth) {
        assertThat(TruthChecker.violations(truth)).anyMatch(found -> found.startsWith(violation));
    }

    static Stream<Arguments> findsWhatDoesNotFitTogether() {
        return Stream.of(
                wrong("an order has not come", orders(order("1", "a", "CONFIRMED", ""))),
                wrong("a key has two orders", orders(order("2", "a", "CANCELLED", "CUSTOMER"))),
                wrong("an order has no saga", orders(order("4", "d", "COMPLETED", ""))),
                wrong("a saga is unfinished", sagas(saga("1", "checkout", "RUNNING"))),
                wrong("a payment has no saga", payments(payment("9", "VOIDED", 0))),
                wrong("a completed order is not paid", payments(payment("1", "AUTHORISED", 700))),
                wrong("a payment is not of", payments(payment("1", "CAPTURED", 701))),
                wrong("a cancelled order keeps money", payments(payment("2", "CAPTURED", 700))),
                wrong("a payment has not moved", payments(payment("2", "VOIDED", 700))),
                wrong("a payment has not moved", movements(moved("1", "CAPTURE"))),
                wrong("a payment has not moved", movements(moved("2", "REFUND"))),
                wrong("the ledger knows an unknown", movements(moved("4", "HOLD"))),
                wrong("a reservation has no saga", reservations(reservation("9", "RELEASED"))),
                wrong("a completed order is not handed", reservations(reservation("1", "HELD"))),
                wrong("a cancelled order keeps stock", reservations(reservation("3", "HELD"))));
    }

    private static Arguments wrong(String violation, UnaryOperator<Truth> change) {
        return Arguments.of(violation, change.apply(GOOD));
    }

    private static UnaryOperator<Truth> orders(Truth.Order other) {
        return t ->
                new Truth(
                        replaced(t.orders(), other, Truth.Order::id),
                        t.sagas(),
                        t.payments(),
                        t.movements(),
                        t.reservations());
    }

    private static UnaryOperator<Truth> sagas(Truth.Saga other) {
        return t ->
                new Truth(
                        t.orders(),
                        replaced(t.sagas(), other, Truth.Saga::id),
                        t.payments(),
                        t.movements(),
                        t.reservations());
    }

    private static UnaryOperator<Truth> payments(Truth.Payment other) {
        return t ->
                new Truth(
                        t.orders(),
                        t.sagas(),
                        replaced(t.payments(), other, Truth.Payment::id),
                        t.movements(),
                        t.reservations());
    }

    private static UnaryOperator<Truth> movements(Truth.Movement more) {
        return t ->
                new Truth(
                        t.orders(),
                        t.sagas(),
                        t.payments(),
                        with(t.movements(), more),
                        t.reservations());
    }

    private static UnaryOperator<Truth> reservations(Truth.Reservation other) {
        return t ->
                new Truth(
                        t.orders(),
                        t.sagas(),
                        t.payments(),
                        t.movements(),
                        replaced(t.reservations(), other, Truth.Reservation::id));
    }

    private static <T> List<T> replaced(List<T> all, T other, Function<T, String> id) {
        return with(
                all.stream().filter(one -> !id.apply(one).equals(id.apply(other))).toList(), other);
    }

    private static <T> List<T> with(List<T> all, T more) {
        List<T> longer = new ArrayList<>(all);
        longer.add(more);
        return longer;
    }

    private static List<Invocation> and(Invocation... more) {
        List<Invocation> all = new ArrayList<>(TOLD);
        all.addAll(Arrays.asList(more));
        return all;
    }

    private static Truth.Order order(String id, String key, String status, String reason) {
        return new Truth.Order(id, "alice", key, status, reason, 700, TEA);
    }

    private static Truth.Saga saga(String id, String name, String phase) {
        return new Truth.Saga(id, name, phase, 1);
    }

    private static Truth.Payment payment(String id, String status, long amount) {
        return new Truth.Payment(id, "alice", status, amount);
    }

    private static Truth.Movement moved(String payment, String kind) {
        return new Truth.Movement(payment, kind, 700);
    }

    private static Truth.Reservation reservation(String id, String status) {
        return new Truth.Reservation(id, status, TEA);
    }

    private static Invocation checkout(
            String key, String order, int status, String body, boolean replayed) {
        return new Invocation(Kind.CHECKOUT, "alice", key, order, 0, 1, status, body, replayed);
    }

    private static Invocation cancellation(String key, String order, int status, String body) {
        return new Invocation(Kind.CANCELLATION, "alice", key, order, 0, 1, status, body, false);
    }
}
