package shop.inventory.products;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All SKUs there are, in memory, so that no request makes the database or Redis look for others. A
 * SKU that is not known is looked for again, with all others, by one caller every five seconds.
 *
 * <p>Not guaranteed: that a new product is shown at once; it may take so long. For some millions of
 * products a Bloom filter would take a tenth of the memory.
 */
@Component
class KnownSkus {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Semaphore firstLook = new Semaphore(1);
    private final AtomicLong nextLook;
    private volatile @Nullable Set<Sku> known; // null before the first look

    KnownSkus(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.nextLook = new AtomicLong(afterAWhile());
    }

    boolean include(Sku sku) {
        Set<Sku> all = known;
        if (all == null) {
            return firstLook().contains(sku);
        }
        return all.contains(sku) || (isTimeToLook() && look().contains(sku));
    }

    /** By one caller while the others wait; one that waits for too long looks, too. */
    private Set<Sku> firstLook() {
        boolean turn = false;
        try {
            turn = firstLook.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Set<Sku> all = known;
            return all == null ? look() : all;
        } finally {
            if (turn) {
                firstLook.release();
            }
        }
    }

    private boolean isTimeToLook() {
        long next = nextLook.get();
        return System.nanoTime() - next >= 0 && nextLook.compareAndSet(next, afterAWhile());
    }

    private static long afterAWhile() {
        return System.nanoTime() + BETWEEN_LOOKS.toNanos();
    }

    private Set<Sku> look() {
        Set<Sku> all =
                new HashSet<>(
                        jdbc.sql("SELECT sku FROM stock_item")
                                .query((row, _) -> new Sku(row.getString("sku")))
                                .list());
        known = all;
        return all;
    }
}
