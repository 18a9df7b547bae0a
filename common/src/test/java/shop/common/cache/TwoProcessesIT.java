package shop.common.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.StringRedisTemplate;
import shop.common.cache.CacheApplication.Thing;
import shop.testing.Backends;
import shop.testing.Redis;
import shop.wire.Wire;

/** Two processes, ours and theirs, with a Redis that only we may lose. */
class TwoProcessesIT {

    private static final Redis REDIS = Backends.newRedis();
    private static final Wire WIRE = new Wire(REDIS.host(), REDIS.port());

    private static ConfigurableApplicationContext ours;
    private static ConfigurableApplicationContext theirs;

    private final String key = UUID.randomUUID().toString();
    private final Thing old = new Thing("tea", 1);
    private final Thing current = new Thing("tea", 2);

    @BeforeAll
    static void begin() {
        ours = CacheApplication.run(WIRE.port());
        theirs = CacheApplication.run(REDIS.port());
    }

    @AfterAll
    static void end() {
        WIRE.mend();
        ours.close();
        theirs.close();
    }

    /** Both are there, and hear of evictions. */
    @BeforeEach
    void startOver() {
        WIRE.mend();
        for (ConfigurableApplicationContext process :
                new ConfigurableApplicationContext[] {ours, theirs}) {
            var breaker =
                    process.getBean(CircuitBreakerRegistry.class).circuitBreaker("redis-cache");
            breaker.reset();
            breaker.transitionToMetricsOnlyState();
        }
        await().ignoreExceptions()
                .until(() -> canBeHeard(ours, theirs) && canBeHeard(theirs, ours));
    }

    private static boolean canBeHeard(
            ConfigurableApplicationContext reader, ConfigurableApplicationContext writer) {
        String probe = "probe" + UUID.randomUUID();
        cache(reader, "things").get(probe, () -> new Thing("old", 1));
        cache(writer, "things").evict(probe);
        await().until(() ->
                "new".equals(loaded(cache(reader, "things"), probe, new Thing("new", 1)).name()));
        return true;
    }

    enum Meanwhile {
        EVICTED_HERE,
        EVICTED_THERE,
        EVICTED_AND_LOADED_THERE,
        WIPED
    }

    @ParameterizedTest
    @EnumSource
    void whoPausedBetweenReadingAndStoringDoesNotBringBackWhatIsOld(Meanwhile meanwhile)
            throws Exception {
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        CompletableFuture<Thing> reader =
                CompletableFuture.supplyAsync(() ->
                        cache(ours, "things")
                                .get(
                                        key,
                                        () -> {
                                            hasRead.countDown();
                                            goesOn.await();
                                            return old;
                                        }));
        hasRead.await();

        switch (meanwhile) {
            case EVICTED_HERE -> cache(ours, "things").evict(key);
            case EVICTED_THERE -> cache(theirs, "things").evict(key);
            case EVICTED_AND_LOADED_THERE -> {
                cache(theirs, "things").evict(key);
                assertThat(loaded(cache(theirs, "things"), key, current)).isEqualTo(current);
            }
            case WIPED -> wipe();
        }
        goesOn.countDown();

        assertThat(reader.get()).isEqualTo(old);
        assertThat(cache(theirs, "things").get(key, Thing.class))
                .isEqualTo(meanwhile == Meanwhile.EVICTED_AND_LOADED_THERE ? current : null);
        assertThat(loaded(cache(theirs, "things"), key, current)).isEqualTo(current);
        if (meanwhile != Meanwhile.WIPED) {
            await().until(() -> loaded(cache(ours, "things"), key, current).equals(current));
        }
    }

    @Test
    void acceptsNoOldValueNearWhileItsReaderStillPauses() throws Exception {
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        CompletableFuture<Thing> reader =
                CompletableFuture.supplyAsync(() ->
                        cache(ours, "things")
                                .get(
                                        key,
                                        () -> {
                                            hasRead.countDown();
                                            goesOn.await();
                                            return old;
                                        }));
        hasRead.await();
        cache(ours, "things").evict(key);

        assertThat(loaded(cache(ours, "things"), key, current)).isEqualTo(current);
        goesOn.countDown();
        reader.get();
        assertThat(loaded(cache(ours, "things"), key, old)).isEqualTo(current);
    }

    @Test
    void oneLoadsForACrowd() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        Callable<Thing> slow =
                () -> {
                    loads.incrementAndGet();
                    return current;
                };
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers =
                    IntStream.range(0, 500)
                            .mapToObj(i ->
                                    threads.submit(() -> {
                                        start.await();
                                        return cache(i % 2 == 0 ? ours : theirs, "things")
                                                .get(key, slow);
                                    }))
                            .toList();
            start.countDown();
            for (var reader : readers) {
                assertThat(reader.get()).isEqualTo(current);
            }
        }

        assertThat(loads).hasValue(1);
    }

    @Test
    void hearsWhatOthersEvict() {
        loaded(cache(ours, "things"), key, old);

        cache(theirs, "things").evict(key);

        await().until(() -> loaded(cache(ours, "things"), key, current).equals(current));
    }

    /** The near time is ten minutes here: only the connection's return can tell. */
    @Test
    void forgetsWhatMayHaveBeenEvictedWhileTheConnectionWasLost() {
        loaded(cache(ours, "things"), key, old);
        WIRE.cut();
        cache(theirs, "things").evict(key);
        assertThat(loaded(cache(ours, "things"), key, current)).isEqualTo(old);

        WIRE.mend();

        await().until(() -> loaded(cache(ours, "things"), key, current).equals(current));
        cache(theirs, "things").evict(key);
        await().until(() -> loaded(cache(ours, "things"), key, old).equals(old));
    }

    /** A frozen connection is not even known to be lost. */
    @Test
    void showsNothingOldForLongerThanTheNearTimeWhileItHearsNothing() {
        loaded(cache(ours, "brief"), key, old);
        WIRE.freeze();
        cache(theirs, "brief").evict(key);

        await().until(() -> loaded(cache(ours, "brief"), key, current).equals(current));
    }

    @Test
    void makesUpForEvictionsThatDidNotReachRedis() {
        loaded(cache(ours, "things"), key, old);
        loaded(cache(theirs, "things"), key, old);
        WIRE.cut();
        cache(ours, "things").evict(key);
        assertThat(loaded(cache(ours, "things"), key, current)).isEqualTo(current);
        assertThat(loaded(cache(theirs, "things"), key, current)).isEqualTo(old);

        WIRE.mend();

        await().until(() -> {
            loaded(cache(ours, "things"), UUID.randomUUID().toString(), old);
            return loaded(cache(theirs, "things"), key, current).equals(current);
        });
    }

    @Test
    void startsWithoutRedisAndHearsOfEvictionsLater() {
        Wire wire = new Wire(REDIS.host(), REDIS.port());
        wire.cut();
        try (wire;
                ConfigurableApplicationContext late = CacheApplication.run(wire.port())) {
            assertThat(loaded(cache(late, "things"), key, old)).isEqualTo(old);
            wire.mend();

            await().until(() -> canBeHeard(late, theirs));
        }
    }

    private static void wipe() {
        try (RedisConnection redis =
                theirs.getBean(StringRedisTemplate.class)
                        .getRequiredConnectionFactory()
                        .getConnection()) {
            redis.serverCommands().flushAll();
        }
    }

    private static Thing loaded(Cache cache, String key, Thing thing) {
        return Objects.requireNonNull(cache.get(key, () -> thing));
    }

    private static Cache cache(ConfigurableApplicationContext process, String name) {
        return Objects.requireNonNull(process.getBean(CacheManager.class).getCache(name));
    }
}
