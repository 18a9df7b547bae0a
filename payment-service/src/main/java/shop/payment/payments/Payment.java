package shop.payment.payments;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it is remembered.
 *
 * @param charge null in a tombstone, which was voided before it was known what it would be
 */
record Payment(UUID id, PaymentStatus status, @Nullable Charge charge) {

    Payment {
        if (charge == null && status != PaymentStatus.VOIDED) {
            throw new IllegalArgumentException("only a tombstone has no charge");
        }
    }
}
