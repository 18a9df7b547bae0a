package shop.common.cache;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.cache.support.NullValue;

/**
 * A cache this application wants; declare one as a bean.
 *
 * @param name as in {@code @Cacheable}; part of the keys in Redis
 * @param type of the values, which are kept as JSON: a record without null in it. An entry that
 *     lacks one of its components, or has others, is a miss; change the name when a component keeps
 *     its name and changes its meaning
 * @param timeToLive of an entry in Redis, give or take 15 %, so that entries do not expire all at
 *     once
 * @param nearTime for which a process goes on with what it has read or is reading, if it does not
 *     hear that the entry was evicted
 */
public record CacheSpec(String name, Class<?> type, Duration timeToLive, Duration nearTime) {

    private static final Duration LONGEST_ABSENT = Duration.ofSeconds(5);
    private static final double JITTER = 0.15;

    /** What this value is given; that there is none is remembered for five seconds at most. */
    Duration time(Object value) {
        boolean absent =
                NullValue.INSTANCE.equals(value) && timeToLive.compareTo(LONGEST_ABSENT) > 0;
        double millis = (absent ? LONGEST_ABSENT : timeToLive).toMillis();
        double factor = 1 + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
        return Duration.ofMillis(Math.round(millis * factor));
    }
}
