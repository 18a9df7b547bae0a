package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills processes in the middle of many checkouts; every accepted order must come to its end. */
class CrashIT {

    private static final int CLIENTS = 8;

    /** An order as its customer knows it: what he sent, and what he was told, if anything. */
    private record Attempt(Person customer, String key, String body, int status) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order-service",
                "inventory-service",
                "payment-service",
                "redis",
                "postgres",
                "gateway",
                "registry"
            })
    void noOrderIsLostWhenAProcessIsKilled(String victim) throws Exception {
        Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
        AtomicBoolean stop = new AtomicBoolean();
        List<Person> customers =
                IntStream.range(0, CLIENTS)
                        .mapToObj(i -> RunningShop.person("c%03d".formatted(100 + i)))
                        .toList();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            customers.forEach(customer -> clients.execute(() -> buy(stop, customer, attempts)));
            try {
                awaitConfirmed(attempts, 30);
                RunningShop.kill(victim);
                long before = confirmed(attempts);
                RunningShop.restart(victim);
                awaitConfirmed(attempts, before + 30);
            } finally {
                stop.set(true);
            }
        }
        Answer books = RunningShop.booksAtRest();
        assertThat(books.json().at("/balanced").asBoolean()).as(books.toString()).isTrue();
        attempts.forEach(CrashIT::assertOneOutcome);
    }

    private static long confirmed(Queue<Attempt> attempts) {
        return attempts.stream().filter(attempt -> attempt.status() == 201).count();
    }

    private static void awaitConfirmed(Queue<Attempt> attempts, long count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> confirmed(attempts) >= count);
    }

    /** Buys on and on; an attempt that surely did nothing is made again, after a breath. */
    private static void buy(AtomicBoolean stop, Person customer, Queue<Attempt> attempts) {
        while (!stop.get()) {
            String key = UUID.randomUUID().toString();
            String body = Person.lines("tea-sencha", 1);
            Attempt attempt = new Attempt(customer, key, body, placed(customer, key, body));
            attempts.add(attempt);
            if (attempt.status() != 201) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    /** The status of the answer; 0 when there was none. */
    private static int placed(Person customer, String key, String body) {
        try {
            return customer.post("/api/orders", key, body).status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** Repeated with the same key, a request has one outcome: what was told, if anything was. */
    private static void assertOneOutcome(Attempt attempt) {
        Answer outcome = repeated(attempt);
        assertThat(outcome.status()).as(outcome.toString()).isIn(201, 409);
        if (attempt.status() == 201) {
            assertThat(outcome.status()).isEqualTo(201);
        }
        assertThat(repeated(attempt).response().body()).isEqualTo(outcome.response().body());
        String id = outcome.json().path("order").asString(outcome.at("/id"));
        assertThat(attempt.customer().get("/api/orders/" + id).at("/status"))
                .isIn(
                        outcome.status() == 201
                                ? List.of("COMPLETED", "CONFIRMED")
                                : List.of("CANCELLED"));
    }

    /** As the contract tells a client to: a 5xx is asked again with the same key. */
    private static Answer repeated(Attempt attempt) {
        return await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .until(
                        () -> attempt.customer().post("/api/orders", attempt.key(), attempt.body()),
                        answer -> answer.status() < 500);
    }
}
