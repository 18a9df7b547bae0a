package shop.common.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Values in Redis that all processes share.
 *
 * <p>Who misses one gets a lease to load it, and nothing is stored without one. An eviction ends
 * the lease: so what was read before it is not stored after it, however long the reader paused.
 * While one process has the lease the others wait. Source: Nishtala et al., Scaling Memcache at
 * Facebook, NSDI 2013. Unlike a comparison of versions it needs none: neither in an entry nor from
 * whoever changes what was cached.
 *
 * <p>An eviction that did not reach Redis is made up for before the next access. If this process
 * dies before that, or owes more than 10,000, the entries' time to live takes care of it.
 */
final class SharedEntries {

    /** What may be done about an entry. */
    sealed interface Claim {

        /** It is there. */
        record Found(Object value) implements Claim {}

        /** Load it, and store it under the lease. */
        record Leased(String lease) implements Claim {}

        /** Load it, but do not store it: Redis is away, or another caller is slow to load it. */
        record Refused() implements Claim {}
    }

    private static final Duration LEASE_TIME = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final int MOST_OWED = 10_000;

    // No JSON begins like that.
    private static final String LEASE = "lease:";

    private final CacheSpec spec;
    private final GuardedRedis redis;
    private final EntryFormat format;
    private final Set<String> owed = ConcurrentHashMap.newKeySet();

    SharedEntries(CacheSpec spec, GuardedRedis redis, EntryFormat format) {
        this.spec = spec;
        this.redis = redis;
        this.format = format;
    }

    // In braces, so that a Redis Cluster has all of a cache in one place: evictions go together.
    String keyOf(Object key) {
        return "{" + spec.name() + "}::" + key;
    }

    /** Waits for at most a second while another caller loads. */
    Claim claim(String key) {
        if (!owed.isEmpty() && !evict(List.of())) {
            return new Claim.Refused();
        }
        long start = System.nanoTime();
        do {
            Claim claim = tryToClaim(key);
            if (claim != null) {
                return claim;
            }
        } while (System.nanoTime() - start < LONGEST_WAIT.toNanos());
        return new Claim.Refused();
    }

    private @Nullable Claim tryToClaim(String key) {
        String text = redis.read(key);
        if (text == null) {
            return new Claim.Refused();
        }
        if (text.startsWith(LEASE)) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            return null;
        }
        if (text.equals(GuardedRedis.NOTHING)) {
            return lease(key);
        }
        Object value = format.read(text);
        if (value == null) {
            redis.delete(key);
            return null;
        }
        return new Claim.Found(value);
    }

    private @Nullable Claim lease(String key) {
        String lease = LEASE + UUID.randomUUID();
        Boolean leased = redis.replace(key, GuardedRedis.NOTHING, lease, LEASE_TIME);
        if (leased == null) {
            return new Claim.Refused();
        }
        return leased ? new Claim.Leased(lease) : null;
    }

    /** The value, or null when there is none, it is being loaded, or Redis does not answer. */
    @Nullable Object find(String key) {
        String text = redis.read(key);
        return text == null || text.startsWith(LEASE) || text.equals(GuardedRedis.NOTHING)
                ? null
                : format.read(text);
    }

    /** Stores the value, unless the lease has ended. */
    void store(String key, String lease, Object value) {
        redis.replace(key, lease, format.write(value), spec.time(value));
    }

    /** Lets others load what could not be loaded. */
    void giveUp(String key, String lease) {
        redis.replace(key, lease, GuardedRedis.NOTHING, Duration.ofMillis(1));
    }

    /**
     * Removes entries, ends leases, and tells all processes.
     *
     * @return whether that was done, and not only noted for later
     */
    boolean evict(Collection<String> keys) {
        Set<String> all = new HashSet<>(keys);
        all.addAll(owed);
        owed.removeAll(all);
        if (redis.evict(spec.name(), all) != null) {
            return true;
        }
        all.stream().limit(Math.max(0, MOST_OWED - owed.size())).forEach(owed::add);
        return false;
    }

    /** Removes all there are. A Redis Cluster does not tell which; there they expire. */
    void clear() {
        evict(Objects.requireNonNullElse(redis.keys(keyOf("*")), List.of()));
    }
}
