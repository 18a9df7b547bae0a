package shop.inventory.products;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * When pieces were taken, one at a time, and how old the numbers were that were shown. The n-th
 * write of a product is over when n have returned, in whatever order; so who begins to read after
 * that sees at least n pieces fewer, or something old.
 */
final class History {

    private static final int PIECES = 10_000;

    private record Writes(Sku sku, AtomicInteger count, AtomicLongArray doneAt) {}

    private final List<Writes> writes;
    private final AtomicLong reads = new AtomicLong();
    private final LongAdder staleReads = new LongAdder();
    private final LongAdder tooStaleReads = new LongAdder();
    private final LongAccumulator stalest = new LongAccumulator(Long::max, 0);

    History(List<Sku> skus) {
        writes =
                skus.stream()
                        .map(sku ->
                                new Writes(
                                        sku, new AtomicInteger(), new AtomicLongArray(PIECES + 1)))
                        .toList();
    }

    Sku sku(int index) {
        return writes.get(index).sku();
    }

    void written(int index) {
        Writes of = writes.get(index);
        of.doneAt().set(of.count().getAndIncrement(), System.nanoTime());
    }

    void read(int index, long beganAt, long available) {
        reads.incrementAndGet();
        long firstMissed = writes.get(index).doneAt().get((int) (PIECES - available));
        long age = firstMissed == 0 ? 0 : beganAt - firstMissed;
        if (age > 0) {
            staleReads.increment();
            stalest.accumulate(age);
        }
        if (age > Duration.ofSeconds(1).toNanos()) {
            tooStaleReads.increment();
        }
    }

    long reads() {
        return reads.get();
    }

    long writes() {
        return writes.stream().mapToLong(of -> of.count().get()).sum();
    }

    long tooStaleReads() {
        return tooStaleReads.sum();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d reads, %,d writes: %,d reads stale by more than 1 s; %,d began after a write"
                        + " they did not see, the stalest by %.1f ms",
                reads(),
                writes(),
                tooStaleReads(),
                staleReads.sum(),
                stalest.get() / 1e6);
    }
}
