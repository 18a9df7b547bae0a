package shop.common.lock;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.redisson.api.RFuture;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import shop.common.redis.RedisBreaker;

/**
 * Redisson locks with a bounded wait, an explicit lease, and a breaker for when Redis is away.
 *
 * <p>A holder that dies leaves its locks behind until their lease ends. That costs each of them
 * {@link #LONGEST_WAIT} once in every process, and nothing else: a lock that was waited for in vain
 * is left alone until its lease must have ended, and a caller that wants several locks waits for
 * none of them, since it would keep others from the ones it has.
 */
final class RedisLocks implements Locks {

    private static final int STRIPES = 64;

    // Of each process one waits, so a holder that works is gone long before.
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    // Longer than the work takes if nothing is wrong. Work that takes longer goes on without.
    private static final Duration LEASE = Duration.ofSeconds(1);

    private final RedissonClient redis;
    private final RedisBreaker breaker;
    private final MeterRegistry meters;
    private final Turns turns = new Turns();
    private final Map<String, Long> leftAloneUntil = new ConcurrentHashMap<>();

    RedisLocks(RedissonClient redis, CircuitBreaker breaker, MeterRegistry meters) {
        this.redis = redis;
        this.breaker = new RedisBreaker(breaker, redis.getBucket("probe")::isExists);
        this.meters = meters;
    }

    /** What became of a lock that was wanted; in lower case a tag of the meter. */
    private enum Outcome {
        /** It is held. */
        GRANTED,
        /** Another process holds it, and it was not waited for. */
        BUSY,
        /** It was waited for in vain. */
        TIMEOUT,
        /** Redis did not answer. */
        FAILED,
        /** Redis was not asked, because it is away. */
        SKIPPED
    }

    @Override
    public <T> T holding(String family, Collection<String> keys, Supplier<T> work) {
        requireNoTransaction();
        List<Integer> stripes = stripes(keys);
        return turns.await(family, stripes, () -> locked(family, stripes, work));
    }

    private <T> T locked(String family, List<Integer> stripes, Supplier<T> work) {
        Deque<RLock> held = new ArrayDeque<>();
        try {
            take(family, stripes, held);
            return work.get();
        } finally {
            held.forEach(RedisLocks::release);
        }
    }

    /** A transaction that is there already would be committed after the lock was given back. */
    static void requireNoTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("the lock must be around the transaction");
        }
    }

    private void take(String family, List<Integer> stripes, Deque<RLock> held) {
        Duration wait = stripes.size() == 1 ? LONGEST_WAIT : Duration.ZERO;
        for (int stripe : stripes) {
            RLock lock = redis.getLock("lock:" + family + ":{" + stripe + "}");
            Outcome outcome = take(lock, wait);
            meters.counter("shop.locks", "family", family, "outcome", tag(outcome)).increment();
            switch (outcome) {
                case GRANTED -> held.push(lock);
                case BUSY, TIMEOUT -> {}
                case FAILED, SKIPPED -> {
                    return;
                }
            }
        }
    }

    private static String tag(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private Outcome take(RLock lock, Duration wait) {
        if (!breaker.allows()) {
            return Outcome.SKIPPED;
        }
        Long until = leftAloneUntil.get(lock.getName());
        if (until != null && System.nanoTime() - until < 0) {
            return Outcome.BUSY;
        }
        Boolean granted = breaker.ask(() -> tryLock(lock, wait));
        if (granted == null) {
            return Outcome.FAILED;
        }
        if (granted) {
            return Outcome.GRANTED;
        }
        if (wait.isZero()) {
            return Outcome.BUSY;
        }
        leftAloneUntil.put(lock.getName(), System.nanoTime() + LEASE.toNanos());
        return Outcome.TIMEOUT;
    }

    private static boolean tryLock(RLock lock, Duration wait) {
        try {
            return lock.tryLock(wait.toMillis(), LEASE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // The release need not be waited for; one that is lost ends with its lease.
    private static void release(RLock lock) {
        RFuture<Void> _ = lock.unlockAsync(Thread.currentThread().threadId());
    }

    private static List<Integer> stripes(Collection<String> keys) {
        return keys.stream()
                .map(key -> Math.floorMod(key.hashCode(), STRIPES))
                .distinct()
                .sorted()
                .toList();
    }
}
