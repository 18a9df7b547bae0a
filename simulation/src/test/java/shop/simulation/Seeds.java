package shop.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Many worlds, on all processors, each in one thread; stops at the first that breaks. */
final class Seeds {

    private static final long PROGRESS = 20_000;

    /** A seed, and what it led to. */
    record Failure(long seed, Throwable thrown) {}

    private final long count;
    private final LongConsumer world;
    private final AtomicLong next = new AtomicLong();
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

    Seeds(long count, LongConsumer world) {
        this.count = count;
        this.world = world;
    }

    void run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            threads.add(Thread.ofPlatform().name("worlds-" + i).start(this::work));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work() {
        for (long seed = next.getAndIncrement();
                seed < count && failure.get() == null;
                seed = next.getAndIncrement()) {
            try {
                world.accept(seed);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, new Failure(seed, e));
            }
            if (seed > 0 && seed % PROGRESS == 0) {
                System.err.printf("[simulation] %d of %d seeds%n", seed, count);
            }
        }
    }

    Optional<Failure> failure() {
        return Optional.ofNullable(failure.get());
    }
}
