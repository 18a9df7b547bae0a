package shop.gateway.limits;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * The buckets in Redis; where Redis does not answer, the local ones decide.
 *
 * <p>While the breaker is not closed no request waits for Redis: it is asked on the side, and only
 * to find out whether it is back.
 */
@Component
class SharedBuckets {

    private static final RedisScript<Long> TAKE =
            RedisScript.of(new ClassPathResource("rate-limit.lua"), Long.class);
    private static final Duration TIME_LIMIT = Duration.ofMillis(200);

    private final ReactiveStringRedisTemplate redis;
    private final LocalBuckets local;
    private final CircuitBreaker breaker;
    private final List<String> limit;

    SharedBuckets(
            ReactiveStringRedisTemplate redis,
            LocalBuckets local,
            CircuitBreakerRegistry breakers,
            RateLimit limit) {
        this.redis = redis;
        this.local = local;
        this.breaker = breakers.circuitBreaker("rate-limit");
        this.limit =
                List.of(
                        Integer.toString(limit.replenishRate()),
                        Integer.toString(limit.burstCapacity()));
    }

    /** Takes one request out of the caller's bucket; false if it is empty. Never fails. */
    Mono<Boolean> tryTake(String caller) {
        if (breaker.getState() == CircuitBreaker.State.CLOSED) {
            // Else the request would go on on the JDK's one timer thread.
            return ask(caller)
                    .onErrorResume(e -> takeLocally(caller).subscribeOn(Schedulers.parallel()));
        }
        ask(caller)
                .subscribeOn(Schedulers.boundedElastic())
                .subscribe(taken -> {}, stillAway -> {});
        return takeLocally(caller);
    }

    private Mono<Boolean> takeLocally(String caller) {
        return Mono.fromSupplier(() -> local.tryTake(caller));
    }

    private Mono<Boolean> ask(String caller) {
        return Mono.deferContextual(
                        request -> Mono.fromFuture(() -> askRedis(caller, request), true))
                .transformDeferred(CircuitBreakerOperator.of(breaker));
    }

    /**
     * The time limit ends the wait and does not cancel the command. Seen with Reactor 3.8.6: a
     * request whose command was cancelled just as its answer arrived got neither an answer nor an
     * error.
     *
     * @param request what the command's span finds its request's by
     */
    private CompletableFuture<@Nullable Boolean> askRedis(String caller, ContextView request) {
        return redis.execute(TAKE, List.of("rate-limit:" + caller), limit)
                .next()
                .map(taken -> taken == 1)
                .contextWrite(request)
                .toFuture()
                .orTimeout(TIME_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
