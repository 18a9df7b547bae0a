package shop.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Flux;

class SharedBucketsTests {

    /** Counts the commands that are cancelled, and sees their contexts; none is ever answered. */
    private static final class Silent extends ReactiveStringRedisTemplate {

        final AtomicInteger cancelled = new AtomicInteger();
        final List<String> traces = new CopyOnWriteArrayList<>();

        Silent() {
            super(new LettuceConnectionFactory());
        }

        @Override
        public <T> Flux<T> execute(RedisScript<T> script, List<String> keys, List<?> arguments) {
            return Flux.deferContextual(context -> {
                traces.add(context.getOrDefault("trace", "none"));
                return Flux.<T>never().doOnCancel(cancelled::incrementAndGet);
            });
        }
    }

    private final Silent redis = new Silent();
    private final RateLimit limit = new RateLimit(1, 2);
    private final SharedBuckets buckets =
            new SharedBuckets(
                    redis, new LocalBuckets(limit), CircuitBreakerRegistry.ofDefaults(), limit);

    /** Else its span would be in no request's trace. */
    @Test
    void asksInTheContextOfTheRequest() {
        buckets.tryTake("alice")
                .contextWrite(context -> context.put("trace", "of the request"))
                .block(Duration.ofSeconds(10));
        assertThat(redis.traces).containsExactly("of the request");
    }

    @Test
    void doesNotCancelACommandThatIsTooLate() {
        for (boolean taken : List.of(true, true, false)) {
            assertThat(buckets.tryTake("alice").block(Duration.ofSeconds(10))).isEqualTo(taken);
        }
        assertThat(redis.cancelled).hasValue(0);
    }
}
