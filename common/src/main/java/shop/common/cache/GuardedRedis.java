package shop.common.cache;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import shop.common.redis.RedisBreaker;

/**
 * Redis, as far as the caches need it. It is never in the way: what fails is answered with null,
 * and while the breaker is not closed nothing is even tried.
 */
final class GuardedRedis {

    /** Read where there is nothing. */
    static final String NOTHING = "";

    private static final int KEYS_AT_ONCE = 1000;

    // MGET takes a key of another type for absent, where GET fails.
    private static final RedisScript<Long> REPLACE =
            RedisScript.of(
                    """
                    if (redis.call('MGET', KEYS[1])[1] or '') ~= ARGV[1] then return 0 end
                    redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
                    return 1
                    """,
                    Long.class);

    private static final RedisScript<Long> EVICT =
            RedisScript.of(
                    """
                    for _, key in ipairs(KEYS) do
                      redis.call('DEL', key)
                      redis.call('PUBLISH', ARGV[1], key)
                    end
                    return #KEYS
                    """,
                    Long.class);

    private final StringRedisTemplate redis;
    private final RedisBreaker breaker;

    GuardedRedis(StringRedisTemplate redis, CircuitBreaker breaker) {
        this.redis = redis;
        this.breaker = new RedisBreaker(breaker, () -> redis.hasKey("probe"));
    }

    @Nullable String read(String key) {
        return guarded(() -> {
            String text = redis.opsForValue().multiGet(List.of(key)).getFirst();
            return text == null ? NOTHING : text;
        });
    }

    /** Whether the key held what was expected, and now holds the other. */
    @Nullable Boolean replace(String key, String expected, String text, Duration timeToLive) {
        String millis = String.valueOf(timeToLive.toMillis());
        return guarded(() -> redis.execute(REPLACE, List.of(key), expected, text, millis) == 1);
    }

    void delete(String key) {
        guarded(() -> redis.delete(key));
    }

    /** How many keys were deleted, and published on the channel. */
    @Nullable Long evict(String channel, Collection<String> keys) {
        return guarded(() -> redis.execute(EVICT, List.copyOf(keys), channel));
    }

    @Nullable List<String> keys(String pattern) {
        ScanOptions options = ScanOptions.scanOptions().match(pattern).count(KEYS_AT_ONCE).build();
        return guarded(() -> {
            try (Cursor<String> found = redis.scan(options)) {
                return found.stream().toList();
            }
        });
    }

    private <T> @Nullable T guarded(Supplier<T> question) {
        return breaker.allows() ? breaker.ask(question) : null;
    }
}
