package shop.order.cancellation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.order.Caller;
import shop.order.Caller.Got;
import shop.order.OrderServiceTest;
import shop.order.Participants;
import shop.order.StubService.Reply;

@OrderServiceTest
class CancellationIT {

    private static final String A_TEA = "{\"lines\":[{\"sku\":\"tea\",\"quantity\":1}]}";

    @Autowired private RestTestClient client;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;
    private Caller alice;
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void agree() {
        Participants.reset();
        alice = new Caller(client, "alice");
    }

    private String ordered() {
        Got placed = alice.place(UUID.randomUUID().toString(), A_TEA, "wait=5");
        assertThat(placed.status()).isEqualTo(201);
        return placed.location();
    }

    private void awaitStatus(String location, String status) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(alice.get(location).at("/status")).isEqualTo(status));
    }

    private static List<String> calls(String end) {
        return Stream.concat(
                        Participants.INVENTORY.asked().stream(),
                        Participants.PAYMENT.asked().stream())
                .map(asked -> asked.path())
                .filter(path -> path.endsWith(end))
                .toList();
    }

    @Test
    void givesStockAndMoneyBackOnce() {
        String location = ordered();
        Got cancelled = alice.cancel(location, key);
        assertThat(cancelled.status()).isEqualTo(201);
        assertThat(cancelled.at("/status")).isEqualTo("CANCELLED");
        assertThat(cancelled.at("/reason")).isEqualTo("CUSTOMER");
        assertThat(calls("/refund")).hasSize(1);
        assertThat(calls("/return")).hasSize(1);
        Got again = alice.cancel(location, key);
        assertThat(again.replayed()).isTrue();
        assertThat(again.body()).isEqualTo(cancelled.body());
        assertThat(calls("/refund")).hasSize(1);
    }

    @Test
    void lasts202UntilEverythingIsBack() {
        AtomicInteger failures = new AtomicInteger();
        Participants.PAYMENT.answers(asked ->
                asked.path().endsWith("/refund") && failures.incrementAndGet() <= 8
                        ? Reply.NONE
                        : Participants.payment(asked));
        String location = ordered();
        Got answer = alice.cancel(location, key);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.at("/status")).isEqualTo("CANCELLING");
        awaitStatus(location, "CANCELLED");
        Got outcome = alice.cancel(location, key);
        assertThat(outcome.status()).isEqualTo(201);
        assertThat(outcome.at("/status")).isEqualTo("CANCELLED");
    }

    @Test
    void refusesWhatIsCancelledAlreadyAndRemembersThat() {
        String location = ordered();
        assertThat(alice.cancel(location, key).status()).isEqualTo(201);
        String other = UUID.randomUUID().toString();
        Got refused = alice.cancel(location, other);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/type")).isEqualTo("/problems/not-cancellable");
        assertThat(alice.cancel(location, other).body()).isEqualTo(refused.body());
    }

    @Test
    void refusesWhatIsPending() {
        Participants.PAYMENT.answers(_ -> Reply.NONE);
        Got pending = alice.place(UUID.randomUUID().toString(), A_TEA, "wait=0");
        assertThat(pending.status()).isEqualTo(202);
        assertThat(alice.cancel(pending.location(), key).at("/type"))
                .isEqualTo("/problems/not-cancellable");
        Participants.reset();
        awaitStatus(pending.location(), "COMPLETED");
    }

    @Test
    void letsTheCheckoutEndFirst() {
        AtomicInteger failures = new AtomicInteger();
        Participants.PAYMENT.answers(asked ->
                asked.path().endsWith("/capture") && failures.incrementAndGet() <= 3
                        ? Reply.NONE
                        : Participants.payment(asked));
        String location = ordered();
        alice.cancel(location, key);
        awaitStatus(location, "CANCELLED");
        List<String> order =
                Participants.PAYMENT.asked().stream()
                        .map(asked -> asked.path().replaceAll(".*/", ""))
                        .filter(step -> step.equals("capture") || step.equals("refund"))
                        .toList();
        assertThat(order).endsWith("capture", "refund");
    }

    @Test
    void hidesOthersOrdersAndAllowsTheOperator() {
        String location = ordered();
        assertThat(new Caller(client, "bob").cancel(location, key).status()).isEqualTo(404);
        assertThat(new Caller(client, "ops").cancel(location, key).status()).isEqualTo(201);
    }

    @Test
    void tellsTheLoserOfTwoCancellationsWhatIsTrue() throws Exception {
        String location = ordered();
        awaitStatus(location, "COMPLETED");
        UUID id = UUID.fromString(location.replaceAll(".*/", ""));
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Got> loser =
                    transaction.execute(_ -> {
                        move(id, "CANCELLING");
                        Future<Got> waiting = clients.submit(() -> alice.cancel(location, key));
                        await().until(this::somebodyWaitsForALock);
                        return waiting;
                    });
            assertThat(loser.get().at("/detail")).isEqualTo("The order is CANCELLING.");
        }
        move(id, "COMPLETED");
    }

    private void move(UUID id, String status) {
        jdbc.sql("UPDATE orders SET status = ?, reason = ? WHERE id = ?")
                .params(
                        java.util.Arrays.asList(
                                status, status.equals("CANCELLING") ? "CUSTOMER" : null, id))
                .update();
    }

    private boolean somebodyWaitsForALock() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                .query(Boolean.class)
                .single();
    }
}
