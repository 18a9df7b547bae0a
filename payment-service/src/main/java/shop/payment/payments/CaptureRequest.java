package shop.payment.payments;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * Payments to capture together.
 *
 * @param ids 1 to {@value #MOST}; one that is there twice is captured once
 */
record CaptureRequest(
        @NotNull(message = "is a list of payments' ids")
                @Size(min = 1, max = MOST, message = "has 1 to 500 ids")
                List<@NotNull(message = "is a payment's id") UUID> ids) {

    static final int MOST = 500;
}
