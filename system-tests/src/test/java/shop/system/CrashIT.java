package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
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
                "postgres"
            })
    void noOrderIsLostWhenAProcessIsKilled(String victim) throws Exception {
        ConcurrentLinkedQueue<Attempt> attempts = new ConcurrentLinkedQueue<>();
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Person customer = RunningShop.person("c%03d".formatted(100 + i));
                running.add(clients.submit(() -> buyUntil(stop, customer, attempts)));
            }
            awaitAttempts(attempts, 40);
            RunningShop.kill(victim);
            int atTheKill = attempts.size();
            RunningShop.restart(victim);
            awaitAttempts(attempts, atTheKill + 40);
            stop.set(true);
            for (Future<?> client : running) {
                client.get();
            }
        }
        Answer books = RunningShop.booksAtRest();
        assertThat(books.json().at("/balanced").asBoolean()).as(books.toString()).isTrue();
        attempts.forEach(CrashIT::assertOneOutcome);
    }

    private static void awaitAttempts(ConcurrentLinkedQueue<Attempt> attempts, int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> attempts.size() >= count);
    }

    private static void buyUntil(
            AtomicBoolean stop, Person customer, ConcurrentLinkedQueue<Attempt> attempts) {
        while (!stop.get()) {
            String key = UUID.randomUUID().toString();
            String body = Person.lines("tea-sencha", 1);
            attempts.add(new Attempt(customer, key, body, placed(customer, key, body)));
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

    /**
     * Repeated with the same key, the request has one outcome: the one that was told, if any was.
     */
    private static void assertOneOutcome(Attempt attempt) {
        Answer outcome = attempt.customer().post("/api/orders", attempt.key(), attempt.body());
        assertThat(outcome.status()).as(outcome.toString()).isIn(201, 409);
        if (attempt.status() == 201) {
            assertThat(outcome.status()).isEqualTo(201);
        }
        String id = outcome.json().path("order").asString(outcome.at("/id"));
        Answer again = attempt.customer().post("/api/orders", attempt.key(), attempt.body());
        assertThat(again.response().body()).isEqualTo(outcome.response().body());
        assertThat(attempt.customer().get("/api/orders/" + id).at("/status"))
                .isIn(
                        outcome.status() == 201
                                ? List.of("COMPLETED", "CONFIRMED")
                                : List.of("CANCELLED"));
    }
}
