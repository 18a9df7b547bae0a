package shop.common.remote;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpExchangeAdapterDecorator;
import org.springframework.web.service.invoker.HttpRequestValues;
import shop.common.security.ServiceTokens;

/**
 * The guards around every call of one HTTP service group, from the outside in: one retry of what
 * may be repeated, on a budget, hopefully on another instance; another token where the peer refuses
 * ours; the bulkhead; the deadline; the breaker, which by {@link BreakerRules} counts what the peer
 * did and nothing else.
 *
 * <p>When one of the attempts may have reached the peer, the caller sees that one's failure: "not
 * sent" must mean that nothing was.
 */
final class GuardedExchange extends HttpExchangeAdapterDecorator {

    private static final Set<HttpMethod> REPEATABLE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT, HttpMethod.DELETE);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);

    /** With less time than this, a peer that works may look like one that does not answer. */
    private static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(250);

    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final @Nullable ServiceTokens tokens;
    private final RetryBudget budget = new RetryBudget();

    /**
     * Guards one group's calls.
     *
     * @param tokens this service's own; null if calls bear none
     */
    GuardedExchange(
            HttpExchangeAdapter delegate,
            CircuitBreaker breaker,
            Bulkhead bulkhead,
            @Nullable ServiceTokens tokens) {
        super(delegate);
        this.breaker = breaker;
        this.bulkhead = bulkhead;
        this.tokens = tokens;
    }

    private <T extends @Nullable Object> T guarded(HttpRequestValues request, Supplier<T> call) {
        budget.request();
        try {
            return authorised(call);
        } catch (ResourceAccessException | HttpServerErrorException first) {
            if (!isRepeatable(request) || !budget.tryRetry()) {
                throw first;
            }
            return repeat(call, first);
        }
    }

    private <T extends @Nullable Object> T repeat(Supplier<T> call, RuntimeException first) {
        try {
            TimeUnit.NANOSECONDS.sleep(
                    ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos()));
            return authorised(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw first;
        } catch (RuntimeException second) {
            throw Failures.ofBoth(first, second);
        }
    }

    /** A refused token is no reason not to do it: nothing was begun, and any call is repeated. */
    private <T extends @Nullable Object> T authorised(Supplier<T> call) {
        if (tokens == null) {
            return attempt(call);
        }
        Deadline.check(SHORTEST_ATTEMPT);
        String token = tokens.current();
        try {
            return attempt(call);
        } catch (HttpClientErrorException.Unauthorized refused) {
            Deadline.check(SHORTEST_ATTEMPT);
            if (!tokens.replace(token)) {
                throw refused;
            }
            return attempt(call);
        }
    }

    private <T extends @Nullable Object> T attempt(Supplier<T> call) {
        return Bulkhead.decorateSupplier(
                        bulkhead,
                        () -> {
                            Deadline.check(SHORTEST_ATTEMPT);
                            return breaker.executeSupplier(call);
                        })
                .get();
    }

    private static boolean isRepeatable(HttpRequestValues request) {
        return REPEATABLE.contains(request.getHttpMethod())
                || request.getHeaders().containsHeader("Idempotency-Key");
    }

    @Override
    public void exchange(HttpRequestValues request) {
        guarded(
                request,
                () -> {
                    super.exchange(request);
                    return null;
                });
    }

    @Override
    public HttpHeaders exchangeForHeaders(HttpRequestValues request) {
        return guarded(request, () -> super.exchangeForHeaders(request));
    }

    @Override
    public <T> @Nullable T exchangeForBody(
            HttpRequestValues request, ParameterizedTypeReference<T> type) {
        return guarded(request, () -> super.exchangeForBody(request, type));
    }

    @Override
    public ResponseEntity<Void> exchangeForBodilessEntity(HttpRequestValues request) {
        return guarded(request, () -> super.exchangeForBodilessEntity(request));
    }

    @Override
    public <T> ResponseEntity<T> exchangeForEntity(
            HttpRequestValues request, ParameterizedTypeReference<T> type) {
        return guarded(request, () -> super.exchangeForEntity(request, type));
    }
}
