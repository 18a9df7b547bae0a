package shop.common.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.testing.Backends;
import shop.testing.Redis;
import shop.testing.Wire;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
class GuardedCacheIT {

    private static final Redis REDIS = Backends.newRedis();
    private static final Wire WIRE = new Wire(REDIS.host(), REDIS.port());
    private static final Duration TTL = Duration.ofMinutes(10);

    record Thing(String name, int size) {}

    /** Knows things, slowly. */
    static class Things {

        private final AtomicInteger asked = new AtomicInteger();

        public AtomicInteger asked() {
            return asked;
        }

        @Cacheable("things")
        public @Nullable Thing find(String key) {
            asked.incrementAndGet();
            return key.startsWith("absent") ? null : new Thing(key, 1);
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataRedisAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        CircuitBreakerAutoConfiguration.class,
        CacheAutoConfiguration.class
    })
    static class Application {

        @Bean
        CacheSpec spec() {
            return new CacheSpec("things", Thing.class, TTL);
        }

        @Bean
        Things things() {
            return new Things();
        }
    }

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry properties) {
        properties.add("spring.data.redis.host", () -> "localhost");
        properties.add("spring.data.redis.port", WIRE::port);
    }

    @Autowired private CacheManager caches;
    @Autowired private StringRedisTemplate redis;
    @Autowired private CircuitBreakerRegistry breakers;
    @Autowired private Things things;

    private final String key = UUID.randomUUID().toString();
    private final Thing thing = new Thing("tea", 3);
    private CircuitBreaker breaker;
    private Cache cache;

    @BeforeEach
    void startOver() {
        WIRE.mend();
        breaker = breakers.circuitBreaker("redis-cache");
        cache = Objects.requireNonNull(caches.getCache("things"));
        await().ignoreExceptions().until(() -> redis.hasKey("things::x") != null);
        breaker.reset();
        // A busy machine may be as slow as a Redis that is away.
        breaker.transitionToMetricsOnlyState();
        things.asked().set(0);
    }

    private long timeToLive(String key) {
        return redis.getExpire("things::" + key, TimeUnit.MILLISECONDS);
    }

    @Test
    void keepsWhatWasPutUntilItIsEvicted() {
        assertThat(cache.get(key)).isNull();

        cache.put(key, thing);
        assertThat(cache.get(key, Thing.class)).isEqualTo(thing);
        assertThat(redis.opsForValue().get("things::" + key))
                .isEqualTo("{\"name\":\"tea\",\"size\":3}");

        cache.evict(key);
        assertThat(cache.get(key)).isNull();
    }

    @Test
    void forgetsEverythingWhenCleared() {
        cache.put(key, thing);

        cache.clear();

        assertThat(cache.get(key)).isNull();
    }

    @Test
    void asksOnce() {
        assertThat(Stream.generate(() -> things.find(key)).limit(3))
                .containsOnly(new Thing(key, 1));

        assertThat(things.asked()).hasValue(1);
    }

    @Test
    void passesOnWhyALoadFailed() {
        assertThatExceptionOfType(Cache.ValueRetrievalException.class)
                .isThrownBy(() ->
                        cache.get(
                                key,
                                () -> {
                                    throw new IllegalStateException("broken");
                                }))
                .withRootCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.get(key, () -> thing)).isEqualTo(thing);
    }

    @Test
    void remembersForAShortWhileThatThereIsNone() {
        String absent = "absent" + key;

        assertThat(things.find(absent)).isNull();
        assertThat(things.find(absent)).isNull();

        assertThat(things.asked()).hasValue(1);
        assertThat(timeToLive(absent)).isBetween(1L, 5_750L);
    }

    @Test
    void letsEntriesEndAtDifferentTimes() {
        List<Long> times =
                Stream.generate(() -> UUID.randomUUID().toString())
                        .limit(50)
                        .peek(some -> cache.put(some, thing))
                        .map(this::timeToLive)
                        .toList();

        assertThat(times)
                .allSatisfy(
                        time -> assertThat((double) time / TTL.toMillis()).isBetween(0.84, 1.15));
        assertThat(times.stream().map(time -> time / 10_000).distinct().count()).isGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "{\"name\":\"tea\"",
                "[]",
                "17",
                "\"tea\"",
                "{\"size\":\"many\"}",
                ""
            })
    void takesWhatItCannotReadForAMiss(String garbage) {
        redis.opsForValue().set("things::" + key, garbage);

        assertThat(cache.get(key)).isNull();
        assertThat(cache.get(key, Thing.class)).isNull();
        assertThat(things.find(key)).isEqualTo(new Thing(key, 1));

        assertThat(cache.get(key, Thing.class)).isEqualTo(new Thing(key, 1));
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void takesAnotherTypeOfValueForAMiss() {
        redis.opsForHash().put("things::" + key, "a", "b");

        assertThat(cache.get(key)).isNull();
    }

    @Test
    void isAMissWithoutRedisAndComesBackWithIt() {
        cache.put(key, thing);
        WIRE.cut();
        losesAndFindsRedis();
    }

    @Test
    void isAMissWithAFrozenRedisAndComesBackWithIt() {
        cache.put(key, thing);
        WIRE.freeze();
        losesAndFindsRedis();
    }

    private void losesAndFindsRedis() {
        breaker.reset();
        assertThat(cache.get(key)).isNull();
        assertThat(cache.get(key)).isNull();
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        cache.put(key, thing);
        cache.evict(key);
        cache.clear();
        assertThat(things.find(key)).isEqualTo(new Thing(key, 1));
        assertThat(things.find(key)).isEqualTo(new Thing(key, 1));
        assertThat(things.asked()).hasValue(2);
        assertThat(breaker.getMetrics().getNumberOfNotPermittedCalls()).isGreaterThan(3);

        WIRE.mend();
        await().until(() -> thing.equals(cache.get(key, Thing.class)));
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }
}
