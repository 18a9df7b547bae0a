package shop.inventory.stock;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import shop.common.idempotency.Answer;
import shop.common.idempotency.Fingerprint;
import shop.common.idempotency.IdempotencyKey;
import shop.common.idempotency.IdempotentRequests;
import shop.common.problem.Problems;
import shop.common.security.Caller;
import shop.inventory.products.ProductCache;
import shop.inventory.products.Products;
import shop.inventory.products.Sku;
import tools.jackson.databind.json.JsonMapper;

/** Takes deliveries in; the answer is the product with its new stock. */
@RestController
class DeliveryController {

    private final IdempotentRequests requests;
    private final Stock stock;
    private final Products products;
    private final ProductCache cache;
    private final JsonMapper json;

    DeliveryController(
            IdempotentRequests requests,
            Stock stock,
            Products products,
            ProductCache cache,
            JsonMapper json) {
        this.requests = requests;
        this.stock = stock;
        this.products = products;
        this.cache = cache;
        this.json = json;
    }

    @PostMapping("/api/stock/{sku}/deliveries")
    @Operation(summary = "Stock arrives (operator)")
    @SecurityRequirement(name = "token", scopes = "ops")
    ResponseEntity<?> deliver(
            @Parameter(example = "tea-sencha") @PathVariable String sku,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody Delivery delivery,
            Authentication authentication,
            HttpServletRequest request) {
        return requests.once(
                IdempotencyKey.of(Caller.of(authentication).name(), key),
                Fingerprint.of(request.getRequestURI(), delivery),
                () -> receive(sku, new Quantity(delivery.quantity())));
    }

    private Answer receive(String name, Quantity quantity) {
        Sku sku = Sku.parse(name).orElseThrow(DeliveryController::unknown);
        if (!stock.receive(sku, quantity)) {
            throw unknown();
        }
        cache.forgetCommitted(List.of(sku));
        return new Answer(
                201,
                json.writeValueAsString(
                        products.current(sku).orElseThrow(DeliveryController::unknown)),
                null);
    }

    private static RuntimeException unknown() {
        return Problems.notFound("The product");
    }

    record Delivery(
            @Schema(example = "5")
                    @Min(value = 1, message = "is at least 1")
                    @Max(value = Quantity.MOST, message = "is at most " + Quantity.MOST)
                    int quantity) {}
}
