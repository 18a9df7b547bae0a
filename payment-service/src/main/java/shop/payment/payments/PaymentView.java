package shop.payment.payments;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A payment as its caller sees it.
 *
 * @param status a {@link PaymentStatus}, or UNKNOWN in a list
 */
record PaymentView(UUID id, String status) {

    /** Many at once. */
    record Captures(List<PaymentView> results) {}

    static PaymentView of(UUID id, PaymentStatus status) {
        return new PaymentView(id, status.name());
    }

    static Captures captures(Map<UUID, PaymentResult> results) {
        return new Captures(
                results.entrySet().stream()
                        .map(entry -> new PaymentView(entry.getKey(), status(entry.getValue())))
                        .toList());
    }

    private static String status(PaymentResult result) {
        return switch (result) {
            case PaymentResult.Done(PaymentStatus status) -> status.name();
            case PaymentResult.Declined() -> PaymentStatus.DECLINED.name();
            case PaymentResult.Voided() -> PaymentStatus.VOIDED.name();
            case PaymentResult.Unknown() -> "UNKNOWN";
            case PaymentResult.Captured(), PaymentResult.Mismatch() ->
                    throw new IllegalStateException("no capture ends as " + result);
        };
    }
}
