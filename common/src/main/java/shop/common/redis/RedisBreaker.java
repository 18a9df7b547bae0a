package shop.common.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A breaker whose half-open state makes no caller wait: while it is not closed Redis is asked on
 * the side, and only to find out whether it is back.
 */
public final class RedisBreaker {

    private static final Logger LOG = LoggerFactory.getLogger(RedisBreaker.class);

    private final CircuitBreaker breaker;
    private final Supplier<?> probe;

    /**
     * @param probe a harmless question to Redis, with a time limit of its own; throws if there is
     *     no answer
     */
    public RedisBreaker(CircuitBreaker breaker, Supplier<?> probe) {
        this.breaker = breaker;
        this.probe = probe;
    }

    /** Whether Redis may be asked. If not, this sees to it that Redis is probed. */
    public boolean allows() {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> true;
            case OPEN, HALF_OPEN, FORCED_OPEN -> {
                if (breaker.tryAcquirePermission()) {
                    Thread.startVirtualThread(() -> ask(probe));
                }
                yield false;
            }
        };
    }

    /** What Redis said, or null if it did not answer. */
    public <T> @Nullable T ask(Supplier<T> question) {
        long start = System.nanoTime();
        try {
            T answer = question.get();
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return answer;
        } catch (RuntimeException e) {
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
            LOG.debug("Redis is away", e);
            return null;
        }
    }
}
