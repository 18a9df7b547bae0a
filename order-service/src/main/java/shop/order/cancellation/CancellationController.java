package shop.order.cancellation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import shop.common.idempotency.IdempotencyKey;
import shop.common.security.Caller;
import shop.order.orders.OrderId;

@RestController
class CancellationController {

    private final Cancellations cancellations;

    CancellationController(Cancellations cancellations) {
        this.cancellations = cancellations;
    }

    @PostMapping("/api/orders/{id}/cancellation")
    ResponseEntity<?> cancel(
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Authentication caller) {
        return cancellations.cancel(
                new OrderId(id), Caller.of(caller), IdempotencyKey.of(caller.getName(), key));
    }
}
