package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Orders that are accepted while payment-service stands still. It comes back before the first of
 * them has reached its deadline, however long it takes to accept so many here; all of them are
 * completed then, in less than twice the time that it took to accept them. {@code -Presilience} has
 * 4,000 of them and 20 seconds at least.
 */
@Isolated
class BacklogIT {

    private static final int ORDERS = Integer.getInteger("shop.backlog.orders", 400);
    private static final Duration STILL =
            Duration.ofSeconds(Integer.getInteger("shop.backlog.seconds", 10));
    private static final int WARM_UP = 300;
    private static final Duration LONGER_THAN_IT_STANDS_STILL = Patience.LIMIT.plusMinutes(2);
    private static final List<Person> PEOPLE =
            IntStream.rangeClosed(1, 64)
                    .mapToObj(i -> RunningShop.person(String.format(Locale.ROOT, "c%03d", i)))
                    .toList();
    private static final List<String> SKUS = PEOPLE.getFirst().skus();

    @BeforeAll
    static void giveOrdersTime() {
        RunningShop.stop("order-service");
        RunningShop.start(
                "order-service",
                Map.of("SHOP_CHECKOUT_DEADLINE", LONGER_THAN_IT_STANDS_STILL.toString()));
    }

    @AfterAll
    static void giveThemAsMuchAsUsual() {
        RunningShop.stop("order-service");
        RunningShop.restart("order-service");
    }

    @Test
    void completesAllThatWasAcceptedWhileItsPeerStoodStill() throws Exception {
        accept(WARM_UP);
        Answer before = RunningShop.booksAtRest();

        RunningShop.pause("payment-service");
        long begin = System.nanoTime();
        try {
            accept(ORDERS);
            await().until(() -> System.nanoTime() - begin > STILL.toNanos());
        } finally {
            RunningShop.resume("payment-service");
        }
        long back = System.nanoTime();
        Answer after = RunningShop.booksAtRest();
        long finished = System.nanoTime();

        System.err.printf(
                "[backlog] %s orders accepted in %.1f s, decided and finished %.1f s later; %s%n",
                ORDERS, (back - begin) / 1e9, (finished - back) / 1e9, after.json().at("/orders"));
        assertThat(more("completed", before, after)).isEqualTo(ORDERS);
        assertThat(more("cancelled", before, after)).isZero();
        assertThat(finished - back)
                .as("not twice as slow as they came")
                .isLessThan(2 * (back - begin));
        assertThat(after.json().at("/balanced").asBoolean()).as(after.toString()).isTrue();
    }

    private static long more(String orders, Answer before, Answer after) {
        return after.number("/orders/" + orders) - before.number("/orders/" + orders);
    }

    private static void accept(int most) throws Exception {
        Semaphore left = new Semaphore(most);
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Person person : PEOPLE) {
                all.add(
                        buyers.submit(() -> {
                            while (left.tryAcquire()) {
                                order(person, SKUS.get(left.availablePermits() % SKUS.size()));
                            }
                        }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    /** Orders until that is accepted: so much may be open that it is refused at first. */
    private static void order(Person person, String sku) {
        String key = UUID.randomUUID().toString();
        await().pollDelay(Duration.ZERO)
                .ignoreException(UncheckedIOException.class)
                .until(() -> orderWithoutWaiting(person, sku, key).status() < 300);
    }

    private static Answer orderWithoutWaiting(Person person, String sku, String key) {
        return Person.send(
                person.request("/api/orders")
                        .header("Idempotency-Key", key)
                        .header("Prefer", "wait=0")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Person.lines(sku, 1))));
    }
}
