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
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpExchangeAdapterDecorator;
import org.springframework.web.service.invoker.HttpRequestValues;

/**
 * The guards around every call of one HTTP service group, from the outside in: one retry of what
 * may be repeated, on a budget, hopefully on another instance; the deadline; the breaker; the
 * bulkhead.
 *
 * <p>When one of the attempts may have reached the peer, the caller sees that one's failure: "not
 * sent" must mean that nothing was.
 */
final class GuardedExchange extends HttpExchangeAdapterDecorator {

    private static final Set<HttpMethod> REPEATABLE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT, HttpMethod.DELETE);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);

    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final RetryBudget budget = new RetryBudget();

    GuardedExchange(HttpExchangeAdapter delegate, CircuitBreaker breaker, Bulkhead bulkhead) {
        super(delegate);
        this.breaker = breaker;
        this.bulkhead = bulkhead;
    }

    private <T extends @Nullable Object> T guarded(HttpRequestValues request, Supplier<T> call) {
        budget.request();
        try {
            return attempt(call);
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
            return attempt(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw first;
        } catch (RuntimeException second) {
            throw Failures.ofBoth(first, second);
        }
    }

    private <T extends @Nullable Object> T attempt(Supplier<T> call) {
        Deadline.check();
        return CircuitBreaker.decorateSupplier(breaker, Bulkhead.decorateSupplier(bulkhead, call))
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
