package shop.system.resilience;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import shop.system.Answer;
import shop.system.Patience;
import shop.system.Person;

/**
 * People who look at a product and buy it, again and again, and send every request once: what is
 * not answered well has failed, and so has an order that does not end as completed.
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
     * @param nanos how long the answer took
     * @param good whether it was answered well; of an order also whether it was completed
     * @param answer what came, for people to read
     */
    record Sample(Kind kind, long at, long nanos, boolean good, String answer) {}

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private static final long LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final Set<String> ENDS = Set.of("COMPLETED", "CANCELLED");

    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService followers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> skus;
    private volatile boolean going = true;

    Load(List<Person> people) {
        this.skus = people.getFirst().skus();
        people.forEach(person -> buyers.execute(() -> shop(person)));
    }

    private void shop(Person person) {
        SplittableRandom random = new SplittableRandom(person.name().hashCode());
        while (going) {
            String sku = skus.get(random.nextInt(skus.size()));
            samples.add(sent(Kind.READ, () -> person.get("/api/products/" + sku), _ -> {}));
            String[] order = {""};
            Sample sample =
                    sent(
                            Kind.ORDER,
                            () ->
                                    person.post(
                                            "/api/orders",
                                            UUID.randomUUID().toString(),
                                            Person.lines(sku, 1)),
                            answer -> order[0] = answer.header("Location"));
            if (sample.good()) {
                followers.execute(() -> samples.add(followed(sample, person, order[0])));
            } else {
                samples.add(sample);
            }
            LockSupport.parkNanos(random.nextLong(2 * PAUSE_NANOS));
        }
    }

    private static Sample sent(Kind kind, Supplier<Answer> request, Consumer<Answer> seen) {
        long begin = System.nanoTime();
        boolean good = false;
        String told;
        try {
            Answer answer = request.get();
            good = answer.status() < 300;
            told = answer.toString();
            seen.accept(answer);
        } catch (UncheckedIOException e) {
            told = e.toString();
        }
        return new Sample(kind, begin, System.nanoTime() - begin, good, told);
    }

    /** Asks for the order until it has ended; who asks again must not be answered every time. */
    private static Sample followed(Sample sample, Person person, String order) {
        long end = sample.at() + Patience.LIMIT.toNanos();
        String status = "";
        while (!ENDS.contains(status) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOKS_NANOS);
            status = statusOf(person, order);
        }
        return new Sample(
                sample.kind(),
                sample.at(),
                sample.nanos(),
                status.equals("COMPLETED"),
                sample.answer() + " and then " + status);
    }

    private static String statusOf(Person person, String order) {
        try {
            Answer answer = person.get(order);
            return answer.status() == 200 ? answer.at("/status") : answer.toString();
        } catch (UncheckedIOException e) {
            return e.toString();
        }
    }

    /** Waits until so many requests were answered: until processes that just began are warm. */
    void awaitSamples(int enough) {
        await().until(() -> samples.size() >= enough);
    }

    /** What was sent between these two moments. */
    List<Sample> between(long begin, long end) {
        return samples.stream().filter(s -> s.at() >= begin && s.at() < end).toList();
    }

    /** All that was sent, once everybody has his last answer and every order has ended. */
    List<Sample> stop() throws InterruptedException {
        going = false;
        for (ExecutorService threads : List.of(buyers, followers)) {
            threads.shutdown();
            if (!threads.awaitTermination(2 * Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("somebody still waits for an answer");
            }
        }
        return new ArrayList<>(samples);
    }

    @Override
    public void close() {
        going = false;
        buyers.shutdownNow();
        followers.shutdownNow();
    }
}
