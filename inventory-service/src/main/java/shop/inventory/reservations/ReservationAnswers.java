package shop.inventory.reservations;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import shop.common.batch.Batches;
import shop.common.problem.InvalidField;
import shop.common.problem.Problems;
import shop.edge.ProblemType;
import shop.inventory.reservations.Reservation.Shortage;
import shop.inventory.reservations.ReservationService.Reserved;

/** What other services are told. */
final class ReservationAnswers {

    private ReservationAnswers() {}

    record Known(UUID id, ReservationStatus status) {}

    record Results(List<Result> results) {}

    record Result(UUID id, CommitResult status) {}

    enum CommitResult {
        COMMITTED,
        EXPIRED,
        RELEASED,
        UNKNOWN,
        /** Its rows are damaged: nothing happened, and it may be asked for again. */
        FAILED
    }

    static ResponseEntity<?> reserved(UUID id, Reserved reserved) {
        return switch (reserved) {
            case Reserved.Granted(ReservationStatus status) -> ok(id, status);
            case Reserved.OutOfStock(List<Shortage> lines) ->
                    problem(
                            Problems.of(
                                    ProblemType.OUT_OF_STOCK,
                                    "Of some products there are fewer left than asked for."),
                            "lines",
                            lines);
            case Reserved.Over() -> problem(over());
            case Reserved.Mismatch() ->
                    problem(
                            conflict(
                                    "reservation-mismatch",
                                    "Reservation mismatch",
                                    "This reservation was asked for with other lines."));
            case Reserved.UnknownProducts(var skus) ->
                    problem(
                            Problems.of(ProblemType.UNKNOWN_PRODUCT, "Some products do not exist."),
                            "skus",
                            skus);
        };
    }

    static ResponseEntity<?> repeatedProduct(int line) {
        return problem(
                InvalidField.problem(
                        List.of(
                                new InvalidField(
                                        "/lines/" + line + "/sku", "came in a line before"))));
    }

    static Results committed(List<UUID> ids, Batches.Outcome<UUID, ReservationStatus> outcome) {
        return new Results(ids.stream().map(id -> new Result(id, result(id, outcome))).toList());
    }

    private static CommitResult result(UUID id, Batches.Outcome<UUID, ReservationStatus> outcome) {
        return outcome.failed().contains(id) ? CommitResult.FAILED : result(outcome.done().get(id));
    }

    static ResponseEntity<?> committed(UUID id, @Nullable ReservationStatus status) {
        return switch (result(status)) {
            case COMMITTED -> ok(id, ReservationStatus.COMMITTED);
            case RELEASED -> problem(over());
            case EXPIRED ->
                    problem(
                            conflict(
                                    "reservation-expired",
                                    "Reservation expired",
                                    "The hold expired, and its stock has gone to somebody else."));
            case UNKNOWN -> throw Problems.notFound("The reservation");
            case FAILED -> throw new IllegalStateException("one alone throws what broke it");
        };
    }

    static ResponseEntity<?> released(UUID id, @Nullable ReservationStatus status) {
        return status == ReservationStatus.COMMITTED
                ? problem(
                        conflict(
                                "reservation-committed",
                                "Reservation committed",
                                "What is sold is not released; return it instead."))
                : returned(id, status);
    }

    static ResponseEntity<?> returned(UUID id, @Nullable ReservationStatus status) {
        return ok(id, Objects.requireNonNull(status, "a tombstone was left"));
    }

    private static CommitResult result(@Nullable ReservationStatus status) {
        return switch (status) {
            case null -> CommitResult.UNKNOWN;
            case COMMITTED -> CommitResult.COMMITTED;
            case EXPIRED -> CommitResult.EXPIRED;
            case HELD -> throw new IllegalStateException("a commit leaves nothing held");
            case RELEASED, REFUSED, RETURNED -> CommitResult.RELEASED;
        };
    }

    private static ResponseEntity<Known> ok(UUID id, ReservationStatus status) {
        return ResponseEntity.ok(new Known(id, status));
    }

    private static ProblemDetail over() {
        return conflict(
                "reservation-released",
                "Reservation released",
                "This reservation holds nothing any more, and never will again.");
    }

    private static ProblemDetail conflict(String slug, String title, String detail) {
        return Problems.of(HttpStatus.CONFLICT, slug, title, detail);
    }

    private static ResponseEntity<ProblemDetail> problem(
            ProblemDetail problem, String name, Object value) {
        problem.setProperty(name, value);
        return problem(problem);
    }

    private static ResponseEntity<ProblemDetail> problem(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }
}
