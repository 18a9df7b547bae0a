package shop.inventory.reservations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.inventory.Crowd;
import shop.inventory.InventoryTest;
import shop.inventory.Shelves;
import shop.inventory.reservations.ReservationService.Reserved;
import shop.inventory.stock.Line;

/**
 * Five hundred buyers of one product at once, while others buy other products at their own pace.
 * {@link HotProductWithoutLocks} has the same without locks: that is what the locks buy.
 */
@InventoryTest
class HotProduct {

    private static final String HOT = "rare-raku-tea-bowl";
    private static final int PIECES = 400;
    private static final int BUYERS = 500;
    private static final int OTHERS = 8;
    private static final Duration NORMAL = Duration.ofSeconds(5);
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    @Autowired ReservationService service;
    @Autowired Shelves shelves;
    @Autowired JdbcClient jdbc;
    @Autowired HikariDataSource pool;
    @Autowired StringRedisTemplate redis;

    private final LongAdder boughtByOthers = new LongAdder();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicInteger mostWaiting = new AtomicInteger();

    @BeforeEach
    void startOver() {
        shelves.reset();
        jdbc.sql("UPDATE stock_item SET available = ? WHERE sku = ?").params(PIECES, HOT).update();
    }

    /** How many reservations the others got a second, and how many waited for a connection. */
    private record Measured(double rate, int waiting) {}

    @Test
    void sellsExactlyTheStockAndHoldsNobodyElseUp() throws Exception {
        List<Reserved> answers = new ArrayList<>();
        Measured normal;
        Measured storm;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (String sku : others()) {
                running.add(threads.submit(() -> buy(sku)));
            }
            running.add(threads.submit(this::watchPool));
            pass(NORMAL); // until the code is warm
            normal = during(() -> pass(NORMAL));
            storm = during(() -> answers.addAll(storm()));
            going.set(false);
            for (Future<?> other : running) {
                other.get();
            }
        }
        System.out.printf(
                "[hot product] %s: others got %.0f reservations/s, %.0f in the storm (%.0f %%); "
                        + "waiting for a connection at most %d, %d in the storm%n",
                getClass().getSimpleName(),
                normal.rate(),
                storm.rate(),
                100 * storm.rate() / normal.rate(),
                normal.waiting(),
                storm.waiting());
        assertThat(answers).filteredOn(Reserved.Granted.class::isInstance).hasSize(PIECES);
        assertThat(shelves.of(HOT)).isEqualTo("0 " + PIECES + " 0");
        await().untilAsserted(() -> assertThat(redis.keys("lock:*")).isEmpty());
        check(storm.rate() / normal.rate());
    }

    void check(double share) {
        assertThat(share).isGreaterThanOrEqualTo(0.9);
    }

    private interface Step {
        void run() throws Exception;
    }

    private Measured during(Step step) throws Exception {
        long begin = System.nanoTime();
        long before = boughtByOthers.sum();
        mostWaiting.set(0);
        step.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Measured((boughtByOthers.sum() - before) / seconds, mostWaiting.get());
    }

    private List<Reserved> storm() throws Exception {
        return Crowd.of(BUYERS, _ -> service.reserve(UUID.randomUUID(), List.of(Line.of(HOT, 1))));
    }

    private List<String> others() {
        return jdbc.sql("SELECT sku FROM stock_item WHERE sku NOT LIKE 'rare-%' LIMIT ?")
                .param(OTHERS)
                .query((row, _) -> row.getString("sku"))
                .list();
    }

    private void buy(String sku) {
        while (going.get()) {
            service.reserve(UUID.randomUUID(), List.of(Line.of(sku, 1)));
            boughtByOthers.increment();
            LockSupport.parkNanos(PACE_NANOS);
        }
    }

    private void watchPool() {
        while (going.get()) {
            int waiting = pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
            mostWaiting.accumulateAndGet(waiting, Math::max);
            LockSupport.parkNanos(PACE_NANOS / 10);
        }
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().forever().until(() -> System.nanoTime() > end);
    }
}
