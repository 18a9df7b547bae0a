package shop.common.lock;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.redisson.api.RFuture;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import shop.common.redis.RedisBreaker;

/** Redisson locks with a bounded wait, an explicit lease, and a breaker for when Redis is away. */
final class RedisLocks implements Locks {

    private static final int STRIPES = 64;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration LEASE = Duration.ofSeconds(5);

    private final RedissonClient redis;
    private final RedisBreaker breaker;
    private final MeterRegistry meters;
    private final Turns turns = new Turns();

    RedisLocks(RedissonClient redis, CircuitBreaker breaker, MeterRegistry meters) {
        this.redis = redis;
        this.breaker = new RedisBreaker(breaker, redis.getBucket("probe")::isExists);
        this.meters = meters;
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
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        for (int stripe : stripes) {
            RLock lock = redis.getLock("lock:%s:{%d}".formatted(family, stripe));
            String outcome = take(lock, end - System.nanoTime());
            meters.counter("shop.locks", "family", family, "outcome", outcome).increment();
            if (!outcome.equals("granted")) {
                return;
            }
            held.push(lock);
        }
    }

    private String take(RLock lock, long waitNanos) {
        if (!breaker.allows()) {
            return "skipped";
        }
        Boolean granted = breaker.ask(() -> tryLock(lock, waitNanos));
        return granted == null ? "failed" : granted ? "granted" : "timeout";
    }

    private static boolean tryLock(RLock lock, long waitNanos) {
        try {
            long wait = TimeUnit.NANOSECONDS.toMillis(waitNanos);
            return lock.tryLock(wait, LEASE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // Nobody needs to wait for the release; one that is lost ends with its lease.
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
