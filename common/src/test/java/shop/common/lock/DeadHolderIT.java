package shop.common.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.testing.Backends;
import shop.testing.Redis;
import shop.wire.Wire;

/**
 * What a process that is killed while it holds locks costs those that live on. The times are the
 * promise itself: a stripe is served again after a second at most, and the others go on.
 */
@SpringBootTest(
        classes = LockApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE)
class DeadHolderIT {

    private static final Duration AT_MOST = Duration.ofSeconds(1);
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Redis REDIS = Backends.newRedis();
    private static final Wire WIRE = new Wire(REDIS.host(), REDIS.port());

    // One key a stripe: "0" to "9" have stripes 48 to 57, "a" to "f" 33 to 38.
    private static final List<String> DEAD = List.of("8", "9");
    private static final List<String> LOWER = List.of("a", "b", "c", "d", "e", "f", "0", "1", "2");

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry properties) {
        properties.add("spring.data.redis.host", () -> "localhost");
        properties.add("spring.data.redis.port", WIRE::port);
    }

    @Autowired private Locks locks;
    @Autowired private LockApplication.Asker asker;
    @Autowired private RedissonClient redisson;
    @Autowired private CircuitBreakerRegistry breakers;

    @BeforeEach
    void areGranted() {
        WIRE.mend();
        await().until(() -> asker.areGranted(DEAD) && asker.areGranted(LOWER));
        await().until(() -> redisson.getKeys().count() == 0);
        breakers.circuitBreaker("redis-locks").reset();
    }

    private Duration time(List<String> keys) {
        long begin = System.nanoTime();
        locks.holding("stock", keys, () -> true);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void servesAStripeAgainAfterASecondAtMost() throws Exception {
        Holder.dies(REDIS, DEAD);

        long death = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            time(List.of(DEAD.getFirst()));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - death)).isLessThan(AT_MOST);
        await().atMost(AT_MOST.multipliedBy(3)).until(() -> asker.areGranted(DEAD));
    }

    /** Orders of many lines hold what they have while they come to the stripe of the dead. */
    @Test
    void doesNotDragOtherStripesAlong() throws Exception {
        Holder.dies(REDIS, DEAD);

        var waits = new ConcurrentLinkedQueue<Duration>();
        AtomicBoolean going = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Consumer<Runnable> again =
                    work ->
                            threads.execute(() -> {
                                while (going.get()) {
                                    work.run();
                                    LockSupport.parkNanos(PACE.toNanos());
                                }
                            });
            for (String lower : LOWER) {
                again.accept(() -> time(List.of(lower, "8", "9")));
                again.accept(() -> waits.add(time(List.of(lower))));
            }
            DEAD.forEach(key -> again.accept(() -> time(List.of(key))));
            long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            await().until(() -> System.nanoTime() > end);
            going.set(false);
        }

        Duration longest = waits.stream().max(Duration::compareTo).orElseThrow();
        System.out.printf(
                "[dead holder] %d others, the longest waited %s%n", waits.size(), longest);
        assertThat(longest).isLessThan(AT_MOST);
    }

    /** Requests whose callers have gone are granted all the same, once Redis goes on. */
    @Test
    void servesTheStripesThatAThawedRedisGrantedToThoseWhoHadGone() throws Exception {
        WIRE.freeze();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            LOWER.forEach(key -> threads.execute(() -> time(List.of(key))));
        }
        WIRE.mend();
        await().ignoreExceptions().until(() -> redisson.getKeys().count() > 0);

        breakers.circuitBreaker("redis-locks").reset();
        long thaw = System.nanoTime();
        LOWER.forEach(key -> time(List.of(key)));
        LOWER.forEach(key -> time(List.of(key)));
        assertThat(Duration.ofNanos(System.nanoTime() - thaw)).isLessThan(Duration.ofSeconds(3));
        await().atMost(AT_MOST.multipliedBy(2)).until(() -> asker.areGranted(LOWER));
    }
}
