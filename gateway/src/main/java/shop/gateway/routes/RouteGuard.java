package shop.gateway.routes;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Breaker( time limit( repeats( call ) ) ).
 *
 * <p>A call is repeated, hopefully by another instance, if nothing was sent, if it changes nothing,
 * or if its connection broke and the service knows it again by its key. The service is told, in
 * {@code X-Request-Repeated}: the one who seems to work on that key may be gone.
 *
 * <p>A failed call ends in the exception itself, and the one place that turns exceptions into
 * problems answers it. {@link RouteFault} says what counts against the breaker; a service's own
 * answer passes through. Handwritten, because the gateway's circuit breaker filter can count a
 * status only by replacing the answer, and switches the retry filter on its route off.
 */
public final class RouteGuard implements GatewayFilter {

    /** The exchange's attribute that tells a time limit from a caller who went away. */
    public static final String TIMED_OUT = RouteGuard.class.getName() + ".timedOut";

    /** The exchange's attribute of a call that is repeated. */
    static final String REPEATED = RouteGuard.class.getName() + ".repeated";

    /**
     * The exchange's attribute with the {@link System#nanoTime} at which an attempt is given up.
     */
    static final String END = RouteGuard.class.getName() + ".end";

    private static final int REPEATS = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /** A call that takes longer must not keep others from finding out that the route is well. */
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(1);

    private final ShopRoute route;
    private final CircuitBreaker breaker;

    RouteGuard(ShopRoute route, CircuitBreaker breaker) {
        this.route = route;
        this.breaker = breaker;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.using(this::probe, probe -> call(exchange, chain), Disposable::dispose)
                .timeout(limit(exchange, route.timeLimit()))
                .then(Mono.defer(() -> RouteFault.in(exchange.getResponse())))
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorComplete(RouteFault.class);
    }

    /** While the breaker is half open, lets the next one in when this call has had its time. */
    private Disposable probe() {
        return breaker.getState() == CircuitBreaker.State.HALF_OPEN
                ? Mono.delay(LONGEST_PROBE).subscribe(passed -> breaker.releasePermission())
                : () -> {};
    }

    private Mono<Void> call(ServerWebExchange exchange, GatewayFilterChain chain) {
        long end = System.nanoTime() + route.timeLimit().toNanos();
        Duration longest =
                route.changesNothing() ? route.timeLimit().dividedBy(2) : route.timeLimit();
        return Mono.defer(
                        () -> {
                            long attemptEnd = System.nanoTime() + longest.toNanos();
                            exchange.getAttributes()
                                    .put(END, attemptEnd - end < 0 ? attemptEnd : end);
                            return chain.filter(exchange);
                        })
                .timeout(limit(exchange, longest))
                .retryWhen(
                        Retry.backoff(REPEATS, FIRST_PAUSE)
                                .maxBackoff(LONGEST_PAUSE)
                                .filter(error -> mayRepeat(exchange, error))
                                .doBeforeRetry(again -> makeReady(exchange))
                                .onRetryExhaustedThrow((spec, last) -> last.failure()));
    }

    private static void makeReady(ServerWebExchange exchange) {
        ServerWebExchangeUtils.reset(exchange);
        exchange.getAttributes().put(REPEATED, true);
    }

    /** Leaves word before the call is cancelled. */
    private static Mono<Long> limit(ServerWebExchange exchange, Duration limit) {
        return Mono.delay(limit).doOnNext(passed -> exchange.getAttributes().put(TIMED_OUT, true));
    }

    private boolean mayRepeat(ServerWebExchange exchange, Throwable error) {
        return switch (error) {
            case ConnectException _ -> true; // nothing was sent
            case IOException _ -> route.changesNothing() || hasKey(exchange);
            case TimeoutException _ -> route.changesNothing();
            default -> false;
        };
    }

    private static boolean hasKey(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().containsHeader("Idempotency-Key");
    }
}
