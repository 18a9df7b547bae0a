package shop.common.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.common.cache.CacheApplication.Thing;
import shop.common.cache.CacheApplication.Things;
import shop.testing.Backends;
import shop.testing.Redis;
import shop.wire.Wire;

/** One process; {@link TwoProcessesIT} has two. */
@SpringBootTest(
        classes = CacheApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE)
class LayeredCacheIT {

    private static final Redis REDIS = Backends.newRedis();
    private static final Wire WIRE = new Wire(REDIS.host(), REDIS.port());

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry properties) {
        properties.add("spring.data.redis.host", () -> "localhost");
        properties.add("spring.data.redis.port", WIRE::port);
    }

    @Autowired private CacheManager caches;
    @Autowired private StringRedisTemplate redis;
    @Autowired private CircuitBreakerRegistry breakers;
    @Autowired private MeterRegistry meters;
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
        await().ignoreExceptions().until(() -> redis.hasKey("{things}::x") != null);
        breaker.reset();
        // A busy machine may be as slow as a Redis that is away.
        breaker.transitionToMetricsOnlyState();
        things.asked().set(0);
    }

    @Test
    void keepsWhatWasLoadedUntilItIsEvicted() {
        assertThat(cache.get(key)).isNull();

        assertThat(cache.get(key, () -> thing)).isEqualTo(thing);
        assertThat(cache.get(key, () -> new Thing("other", 1))).isEqualTo(thing);
        assertThat(cache.get(key, Thing.class)).isEqualTo(thing);
        assertThat(redis.opsForValue().get("{things}::" + key))
                .isEqualTo("{\"name\":\"tea\",\"size\":3}");

        cache.evict(key);
        assertThat(cache.get(key)).isNull();
        assertThat(cache.get(key, () -> new Thing("other", 1))).isEqualTo(new Thing("other", 1));
    }

    @Test
    void forgetsEverythingWhenCleared() {
        cache.get(key, () -> thing);

        cache.clear();

        assertThat(cache.get(key)).isNull();
        assertThat(cache.get(key, () -> new Thing("other", 1))).isEqualTo(new Thing("other", 1));
    }

    @Test
    void asksOnce() {
        assertThat(Stream.generate(() -> things.find(key)).limit(3))
                .containsOnly(new Thing(key, 1));

        assertThat(things.asked()).hasValue(1);
    }

    @Test
    void passesOnWhyALoadFailedAndLetsTheNextOneTry() {
        assertThatExceptionOfType(Cache.ValueRetrievalException.class)
                .isThrownBy(() ->
                        cache.get(
                                key,
                                () -> {
                                    throw new IllegalStateException("broken");
                                }))
                .withRootCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.get(key, () -> thing)).isEqualTo(thing);
        assertThat(cache.get(key, Thing.class)).isEqualTo(thing);
    }

    /** Nobody could tell whether it was read before an eviction. */
    @Test
    void doesNotStoreWhatWasNotLoadedUnderALease() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> cache.put(key, thing));
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
        double whole = CacheApplication.TIME_TO_LIVE.toMillis();
        List<Double> shares =
                Stream.generate(() -> UUID.randomUUID().toString())
                        .limit(200)
                        .peek(some -> cache.get(some, () -> thing))
                        .map(some -> timeToLive(some) / whole)
                        .toList();

        var spread = shares.stream().mapToDouble(share -> share).summaryStatistics();
        System.out.printf(
                "[cache] 200 entries end after %.0f to %.0f %% of their time to live%n",
                100 * spread.getMin(), 100 * spread.getMax());
        assertThat(shares).allSatisfy(share -> assertThat(share).isBetween(0.84, 1.15));
        assertThat(spread.getMax() - spread.getMin()).isGreaterThan(0.2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "",
                "{\"name\":\"tea\"",
                "[]",
                "17",
                "\"tea\"",
                "\u0000\uFFFD\u00ff",
                "{\"size\":\"many\"}",
                "{\"name\":\"tea\",\"size\":3}x",
                // As an earlier or a later release might write it.
                "{\"name\":\"tea\"}",
                "{\"size\":3}",
                "{\"name\":null,\"size\":3}",
                "{\"name\":\"tea\",\"size\":3,\"colour\":\"green\"}"
            })
    void takesWhatItCannotReadForAMiss(String garbage) {
        redis.opsForValue().set("{things}::" + key, garbage);

        assertThat(cache.get(key)).isNull();
        assertThat(cache.get(key, Thing.class)).isNull();
        assertThat(things.find(key)).isEqualTo(new Thing(key, 1));

        assertThat(cache.get(key, Thing.class)).isEqualTo(new Thing(key, 1));
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void takesAnotherTypeOfValueForAMiss() {
        redis.opsForHash().put("{things}::" + key, "a", "b");

        assertThat(things.find(key)).isEqualTo(new Thing(key, 1));
        assertThat(cache.get(key, Thing.class)).isEqualTo(new Thing(key, 1));
    }

    @Test
    void countsHitsAndMissesOfBothLayers() {
        double misses = gets("redis", "miss");
        double hits = gets("redis", "hit");
        double nearHits = gets("near", "hit");

        things.find(key);
        things.find(key);
        ((LayeredCache) cache).getNativeCache().invalidateAll();
        things.find(key);

        assertThat(gets("redis", "miss") - misses).isEqualTo(1);
        assertThat(gets("near", "hit") - nearHits).isEqualTo(1);
        assertThat(gets("redis", "hit") - hits).isEqualTo(1);
    }

    @Test
    void goesOnWithoutRedisAndComesBackWithIt() {
        WIRE.cut();
        losesAndFindsRedis();
    }

    @Test
    void goesOnWithAFrozenRedisAndComesBackWithIt() {
        WIRE.freeze();
        losesAndFindsRedis();
    }

    private void losesAndFindsRedis() {
        breaker.reset();
        long begin = System.nanoTime();
        assertThat(things.find(key)).isEqualTo(new Thing(key, 1));
        long first = System.nanoTime() - begin;
        assertThat(breaker.getState()).isEqualTo(State.OPEN);

        cache.evict(key);
        begin = System.nanoTime();
        assertThat(things.find(key)).isEqualTo(new Thing(key, 1));
        long later = System.nanoTime() - begin;
        assertThat(things.find(key)).isEqualTo(new Thing(key, 1));
        assertThat(things.asked()).hasValue(2);
        System.out.printf(
                "[redis] a cached read: %.1f ms lost by the first, %.3f ms by the next that missed%n",
                first / 1e6, later / 1e6);

        WIRE.mend();
        await().until(() -> {
            things.find(UUID.randomUUID().toString());
            return breaker.getState() == State.CLOSED;
        });
        breaker.transitionToMetricsOnlyState();
        await().until(() -> cache.get(key, () -> thing) != null && cache.get(key) != null);
    }

    private double gets(String layer, String result) {
        var counters =
                meters.find("cache.gets").tags("cache", "things", "layer", layer, "result", result);
        return counters.counters().stream().mapToDouble(c -> c.count()).sum()
                + counters.functionCounters().stream().mapToDouble(c -> c.count()).sum();
    }

    private long timeToLive(String key) {
        return redis.getExpire("{things}::" + key, TimeUnit.MILLISECONDS);
    }
}
