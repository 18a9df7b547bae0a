package shop.order.checkout;

import io.swagger.v3.oas.annotations.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.common.idempotency.IdempotencyKey;
import shop.common.problem.InvalidField;
import shop.common.problem.Problems;
import shop.common.security.Caller;
import shop.order.orders.OrderId;
import shop.order.orders.Orders;
import shop.order.saga.SagaLog;

/** Orders to place, and how their checkouts went. */
@RestController
@RequestMapping("/api/orders")
class CheckoutController {

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;]\\s*)wait\\s*=\\s*\"?(\\d{1,5})");
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(2);

    /** Of the ten seconds that may be asked for: a call that has begun may end a little later. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(9);

    private final CheckoutService checkouts;
    private final Orders orders;
    private final SagaLog log;

    CheckoutController(CheckoutService checkouts, Orders orders, SagaLog log) {
        this.checkouts = checkouts;
        this.orders = orders;
        this.log = log;
    }

    @PostMapping
    ResponseEntity<?> place(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @Parameter(hidden = true)
                    @RequestHeader(name = "X-Request-Repeated", defaultValue = "false")
                    boolean again,
            @Validated(CheckoutRequest.CountFirst.class) @RequestBody CheckoutRequest request,
            Authentication customer) {
        IdempotencyKey checked = IdempotencyKey.of(customer.getName(), key);
        List<InvalidField> repeated = request.repeatedSkus();
        if (!repeated.isEmpty()) {
            throw new ErrorResponseException(
                    HttpStatus.BAD_REQUEST, InvalidField.problem(repeated), null);
        }
        Duration wait = preferredWait(prefer);
        return again
                ? checkouts.placeAgain(checked, request, wait)
                : checkouts.place(checked, request, wait);
    }

    @GetMapping("/{id}/checkout")
    CheckoutView checkout(@PathVariable UUID id, Authentication caller) {
        return orders.find(new OrderId(id), Caller.of(caller))
                .flatMap(_ -> log.find(id))
                .map(saga -> CheckoutView.of(id, saga))
                .orElseThrow(() -> Problems.notFound("Such an order"));
    }

    /** RFC 7240: what cannot be understood is as if it had not been said. */
    private static Duration preferredWait(@Nullable String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        if (!wait.find()) {
            return DEFAULT_WAIT;
        }
        Duration wanted = Duration.ofSeconds(Integer.parseInt(wait.group(1)));
        return wanted.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wanted;
    }
}
