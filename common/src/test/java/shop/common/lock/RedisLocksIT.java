package shop.common.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import shop.testing.Backends;
import shop.testing.Redis;
import shop.wire.Wire;

/** Two processes, "ours" and "theirs", with a Redis that only we may lose. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
class RedisLocksIT {

    private static final Duration LESS_THAN_THE_LEASE = Duration.ofMillis(700);
    private static final Redis REDIS = Backends.newRedis();
    private static final Wire WIRE = new Wire(REDIS.host(), REDIS.port());

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataRedisAutoConfiguration.class,
        CircuitBreakerAutoConfiguration.class,
        LockAutoConfiguration.class
    })
    static class Application {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean(destroyMethod = "shutdown")
        RedissonClient redisson(DataRedisConnectionDetails redis) {
            return new LockAutoConfiguration().redisson(redis, "");
        }

        // As patient as Redisson is by itself, so that it can tell on a busy machine what is
        // locked.
        @Bean(destroyMethod = "shutdown", defaultCandidate = false)
        RedissonClient theirRedisson() {
            Config config = new Config();
            config.useSingleServer().setAddress("redis://" + REDIS.host() + ":" + REDIS.port());
            return Redisson.create(config);
        }
    }

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry properties) {
        properties.add("spring.data.redis.host", () -> "localhost");
        properties.add("spring.data.redis.port", WIRE::port);
    }

    private static DataRedisConnectionDetails at(int port) {
        return new DataRedisConnectionDetails() {
            @Override
            public Standalone getStandalone() {
                return Standalone.of("localhost", port);
            }
        };
    }

    // Three milliseconds apart: for longer than the breaker is open, so that it probes meanwhile.
    private static final int LATER = 1_000;

    @Autowired private Locks ours;
    @Autowired private RedissonClient theirRedisson;
    @Autowired private MeterRegistry meters;
    @Autowired private CircuitBreakerRegistry breakers;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private CircuitBreaker breaker;
    private Locks theirs;

    @BeforeEach
    void startOver() {
        breaker = breakers.circuitBreaker("redis-locks");
        theirs = new RedisLocks(theirRedisson, CircuitBreaker.ofDefaults("theirs"), meters);
        WIRE.mend();
        await().until(this::areGranted);
        await().until(() -> !lockOf("a").isLocked() && !lockOf("b").isLocked());
        breaker.reset();
        meters.clear();
    }

    private boolean areGranted() {
        meters.clear();
        ours.holding("things", List.of("a", "b", "c"), () -> true);
        return outcomes("granted") == 3;
    }

    @AfterEach
    void mend() {
        WIRE.mend();
        threads.shutdownNow();
        threads.close();
    }

    private double outcomes(String outcome) {
        return meters.find("shop.locks").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private CompletableFuture<String> inBackground(
            Locks locks, Collection<String> keys, Runnable work) {
        return CompletableFuture.supplyAsync(
                () ->
                        locks.holding(
                                "things",
                                keys,
                                () -> {
                                    work.run();
                                    return "done";
                                }),
                threads);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets them hold the lock of this key until the latch opens. */
    private CompletableFuture<String> theyHold(String key, CountDownLatch until) {
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<String> holder =
                inBackground(
                        theirs,
                        List.of(key),
                        () -> {
                            held.countDown();
                            waitFor(until);
                        });
        waitFor(held);
        return holder;
    }

    private RLock lockOf(String key) {
        return theirRedisson.getLock("lock:things:{" + Math.floorMod(key.hashCode(), 64) + "}");
    }

    @Test
    void letsOneProcessInAtATime() {
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<String> theirWork = theyHold("a", enough);
        AtomicInteger inside = new AtomicInteger();

        CompletableFuture<String> ourWork =
                inBackground(ours, List.of("a"), inside::incrementAndGet);

        await().pollInterval(Duration.ofMillis(5))
                .during(Duration.ofMillis(50))
                .until(() -> inside.get() == 0);
        enough.countDown();
        assertThat(ourWork).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("done");
        assertThat(theirWork).succeedsWithin(Duration.ofSeconds(5));
        assertThat(outcomes("granted")).isEqualTo(2);
    }

    @Test
    void takesAWaitForNoSlownessOfRedis() {
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<String> _ = theyHold("a", enough);

        CompletableFuture<String> first = inBackground(ours, List.of("a"), () -> {});

        assertThat(first).succeedsWithin(Duration.ofSeconds(5));
        assertThat(outcomes("timeout")).isEqualTo(1);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
        enough.countDown();
    }

    @Test
    void goesOnWithoutALockThatIsHeldTooLong() {
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<String> theirWork = theyHold("a", enough);

        assertThat(ours.holding("things", List.of("a"), () -> "done")).isEqualTo("done");

        assertThat(theirWork).isNotDone();
        assertThat(outcomes("timeout")).isEqualTo(1);
        enough.countDown();
    }

    @Test
    void doesNotWaitForOtherKeysOrFamilies() {
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<String> _ = theyHold("a", enough);

        ours.holding("things", List.of("b"), () -> "done");
        ours.holding("others", List.of("a"), () -> "done");

        assertThat(outcomes("granted")).isEqualTo(3);
        enough.countDown();
    }

    @Test
    void holdsTheLocksWhileItWorksWithALeaseThatEndsByItself() {
        String left =
                ours.holding(
                        "things",
                        List.of("a", "b", "a"),
                        () -> {
                            assertThat(lockOf("b").isLocked()).isTrue();
                            return Long.toString(lockOf("a").remainTimeToLive());
                        });

        assertThat(Long.parseLong(left)).isBetween(1L, 1_000L);
        assertThat(outcomes("granted")).isEqualTo(2);
    }

    @Test
    void givesTheLocksBackWhetherTheWorkSucceedsOrNot() {
        ours.holding("things", List.of("a", "b"), () -> "done");
        await().atMost(LESS_THAN_THE_LEASE)
                .until(() -> !lockOf("a").isLocked() && !lockOf("b").isLocked());

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        ours.holding(
                                "things",
                                List.of("a"),
                                () -> {
                                    throw new IllegalStateException("broken");
                                }));
        await().atMost(LESS_THAN_THE_LEASE).until(() -> !lockOf("a").isLocked());
    }

    /** So nobody waits in a circle, and the first is not kept from others for the second's sake. */
    @ParameterizedTest
    @CsvSource({"a, b, c", "c, b, a", "b, c, a"})
    void waitsForNoLockThatItCannotHaveAtOnceWhenItWantsSeveral(String x, String y, String z) {
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<String> _ = theyHold("b", enough);

        boolean othersAreOurs =
                ours.holding(
                        "things",
                        List.of(x, y, z),
                        () -> lockOf("a").isLocked() && lockOf("c").isLocked());

        assertThat(othersAreOurs).isTrue();
        assertThat(outcomes("busy")).isEqualTo(1);
        assertThat(outcomes("timeout")).isZero();
        enough.countDown();
    }

    @Test
    void leavesALockAloneThatItWaitedForInVain() {
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<String> _ = theyHold("a", enough);

        ours.holding("things", List.of("a"), () -> "done");
        ours.holding("things", List.of("a"), () -> "done");
        assertThat(outcomes("timeout")).isEqualTo(1);
        assertThat(outcomes("busy")).isEqualTo(1);

        enough.countDown();
        await().until(() -> {
            ours.holding("things", List.of("a"), () -> "done");
            return outcomes("granted") > 1;
        });
    }

    @Test
    void refusesToBeWithinATransaction() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> ours.holding("things", List.of("a"), () -> "done"));
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(outcomes("granted")).isZero();
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
        long first = nanosToWork();
        assertThat(outcomes("failed")).isEqualTo(1);
        assertThat(breaker.getState()).isEqualTo(State.OPEN);

        long later = LongStream.generate(this::nanosToWork).limit(LATER).max().orElseThrow();
        assertThat(outcomes("failed")).isEqualTo(1);
        assertThat(outcomes("skipped")).isEqualTo(LATER);
        System.out.printf(
                "[redis] a lock: %.1f ms lost by the first, %.3f ms at most by %d later ones%n",
                first / 1e6, later / 1e6, LATER);

        WIRE.mend();
        await().until(() -> {
            ours.holding("things", List.of("a"), () -> "done");
            return outcomes("granted") > 0;
        });
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    private long nanosToWork() {
        long begin = System.nanoTime();
        assertThat(ours.holding("things", List.of("a", "b"), () -> "done")).isEqualTo("done");
        long nanos = System.nanoTime() - begin;
        LockSupport.parkNanos(3_000_000);
        return nanos;
    }

    @Test
    void startsWithoutRedis() {
        Redis gone = Backends.newRedis();
        gone.stop().run();
        RedissonClient client = new LockAutoConfiguration().redisson(at(gone.port()), "");
        try {
            Locks locks = new RedisLocks(client, CircuitBreaker.ofDefaults("gone"), meters);

            assertThat(locks.holding("things", List.of("a"), () -> "done")).isEqualTo("done");
            assertThat(outcomes("failed")).isEqualTo(1);
        } finally {
            client.shutdown();
        }
    }
}
