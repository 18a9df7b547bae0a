package shop.system.resilience;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import shop.system.Answer;
import shop.system.Person;

/**
 * People who look at a product and buy it, again and again, and send every request once: what is
 * not answered well has failed.
 */
final class Load implements AutoCloseable {

    enum Kind {
        READ,
        ORDER
    }

    /**
     * A request that was answered, or not.
     *
     * @param at when it was sent, by {@link System#nanoTime}
     * @param nanos how long it took
     * @param answer what came, for people to read
     */
    record Sample(Kind kind, long at, long nanos, boolean good, String answer) {}

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> skus;
    private volatile boolean going = true;

    Load(List<Person> people) {
        this.skus = skus(people.getFirst());
        people.forEach(person -> threads.execute(() -> shop(person)));
    }

    private static List<String> skus(Person person) {
        return person.get("/api/products?size=100")
                .json()
                .at("/content")
                .valueStream()
                .map(product -> product.get("sku").asString())
                .filter(sku -> !sku.startsWith("rare-"))
                .toList();
    }

    private void shop(Person person) {
        SplittableRandom random = new SplittableRandom(person.name().hashCode());
        while (going) {
            String sku = skus.get(random.nextInt(skus.size()));
            sample(Kind.READ, () -> person.get("/api/products/" + sku));
            sample(Kind.ORDER, () -> person.order(sku, 1));
            LockSupport.parkNanos(random.nextLong(2 * PAUSE_NANOS));
        }
    }

    private void sample(Kind kind, Supplier<Answer> request) {
        long begin = System.nanoTime();
        boolean good = false;
        String told;
        try {
            Answer answer = request.get();
            good = answer.status() < 300;
            told = answer.toString();
        } catch (UncheckedIOException e) {
            told = e.toString();
        }
        samples.add(new Sample(kind, begin, System.nanoTime() - begin, good, told));
    }

    /** What was sent between these two moments. */
    List<Sample> between(long begin, long end) {
        return samples.stream().filter(s -> s.at() >= begin && s.at() < end).toList();
    }

    /** All that was sent, once everybody has his last answer. */
    List<Sample> stop() throws InterruptedException {
        going = false;
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("somebody still waits for an answer");
        }
        return new ArrayList<>(samples);
    }

    @Override
    public void close() {
        going = false;
        threads.shutdownNow();
    }
}
