package shop.payment.payments;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.common.batch.Batches;

/**
 * A payment as its caller sees it.
 *
 * @param status a {@link PaymentStatus}; in a list also UNKNOWN, or FAILED if nothing is known to
 *     have happened and it may be asked for again
 */
record PaymentView(UUID id, String status) {

    /** Many at once. */
    record Captures(List<PaymentView> results) {}

    static PaymentView of(UUID id, PaymentStatus status) {
        return new PaymentView(id, status.name());
    }

    /** One of each, in the order in which they were asked for. */
    static Captures captures(List<UUID> ids, Batches.Outcome<UUID, PaymentResult> outcome) {
        return new Captures(
                ids.stream()
                        .distinct()
                        .map(id -> new PaymentView(id, status(outcome.done().get(id))))
                        .toList());
    }

    private static String status(@Nullable PaymentResult result) {
        return switch (result) {
            case null -> "FAILED";
            case PaymentResult.Done(PaymentStatus status) -> status.name();
            case PaymentResult.Declined() -> PaymentStatus.DECLINED.name();
            case PaymentResult.Voided() -> PaymentStatus.VOIDED.name();
            case PaymentResult.Unknown() -> "UNKNOWN";
            case PaymentResult.Captured(), PaymentResult.Mismatch() ->
                    throw new IllegalStateException("no capture ends as " + result);
        };
    }
}
