package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.idempotency.IdempotencyKey;
import shop.common.idempotency.IdempotencyKeys;
import shop.common.money.Money;
import shop.order.Caller;
import shop.order.Caller.Got;
import shop.order.OrderServiceTest;
import shop.order.Participants;
import shop.order.StubService.Reply;
import shop.order.orders.OrderId;
import shop.order.orders.OrderLine;
import shop.order.orders.Orders;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState.Phase;

/** Whatever happens to a saga on its way, it ends, and harms no other. */
@OrderServiceTest
class SagaTroublesIT {

    private static final String TEA = "{\"lines\":[{\"sku\":\"tea\",\"quantity\":1}]}";

    @Autowired private SagaLog log;
    @Autowired private SagaDefinition<PlacedOrder> checkout;
    @Autowired private Orders orders;
    @Autowired private IdempotencyKeys keys;
    @Autowired private TransactionTemplate transaction;
    @Autowired private JdbcClient jdbc;
    @Autowired private RestTestClient client;

    @BeforeEach
    void agree() {
        Participants.reset();
    }

    @AfterEach
    void forget() {
        jdbc.sql("DELETE FROM saga WHERE ended_at IS NULL").update();
    }

    /** As if the process had died right after the commit that begins a checkout. */
    private UUID begun() {
        Money price = new Money(100, Currency.getInstance("EUR"));
        PlacedOrder order =
                new PlacedOrder(
                        OrderId.next(),
                        "alice",
                        List.of(new OrderLine("tea", "Tea", 1, price)),
                        price,
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        UUID.randomUUID().toString(),
                        null);
        transaction.executeWithoutResult(_ -> {
            keys.claim(new IdempotencyKey("alice", order.key()), new byte[1]);
            orders.add(order);
            log.begin(checkout, order.id().value(), order, Duration.ofSeconds(30));
        });
        return order.id().value();
    }

    private void change(UUID id, String assignments) {
        jdbc.sql("UPDATE saga SET " + assignments + " WHERE id = ?").param(id).update();
    }

    private String phase(UUID id) {
        return jdbc.sql("SELECT phase FROM saga WHERE id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private void awaitPhase(UUID id, Phase phase) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(phase(id)).isEqualTo(phase.name()));
    }

    private void awaitAttention(UUID id) {
        await().untilAsserted(() ->
                assertThat(
                                jdbc.sql("SELECT attention FROM saga WHERE id = ?")
                                        .param(id)
                                        .query(Boolean.class)
                                        .single())
                        .isTrue());
    }

    private String answer(UUID order) {
        return jdbc.sql(
                        "SELECT body FROM idempotency_key JOIN orders USING (key) WHERE orders.id = ?")
                .param(order)
                .query(String.class)
                .single();
    }

    private static List<String> asked(UUID id) {
        return Participants.INVENTORY.asked().stream()
                .map(Object::toString)
                .filter(call -> call.contains(id.toString()))
                .toList();
    }

    @Test
    void endsWhatWasSetAsideWhileItWasUndone() {
        UUID id = begun();
        change(id, "phase = 'UNDOING', reason = 'OUT_OF_STOCK', detail = '[]', name = 'gone'");
        change(id, "lease_until = now()");
        awaitAttention(id);
        change(id, "name = 'checkout', lease_until = now()");
        awaitPhase(id, Phase.UNDONE);
        assertThat(answer(id)).contains("out-of-stock").doesNotContain("gone");
    }

    @Test
    void tellsTheCustomerNothingOfWhatSetItAside() {
        UUID id = begun();
        change(id, "phase = 'UNDOING', reason = 'PAYMENT_DECLINED', name = 'gone'");
        change(id, "detail = 'The account does not cover the amount.', lease_until = now()");
        awaitAttention(id);
        change(id, "name = 'checkout', lease_until = now()");
        awaitPhase(id, Phase.UNDONE);
        assertThat(answer(id)).contains("payment-declined").doesNotContain("gone");
    }

    @Test
    void endsWhatAnOlderVersionSetAside() {
        UUID id = begun();
        change(id, "phase = 'UNDOING', reason = 'OUT_OF_STOCK', detail = 'no step is called [x]'");
        change(id, "lease_until = now(), attention = true");
        awaitPhase(id, Phase.UNDONE);
        assertThat(answer(id)).contains("out-of-stock").doesNotContain("no step");
    }

    @Test
    void undoesNothingPastThePivotThatANewVersionWouldHaveDoneBefore() {
        UUID id = begun();
        jdbc.sql("UPDATE orders SET status = 'CONFIRMED' WHERE id = ?").param(id).update();
        change(
                id,
                """
                steps = (SELECT json_agg(CASE WHEN step ->> 'kind' = 'MUST_FINISH' THEN step
                                         ELSE jsonb_set(step, '{state}', '"DONE"') END)
                         FROM jsonb_array_elements(steps::jsonb) AS step
                         WHERE step ->> 'name' <> 'authorise payment')
                """);
        change(id, "deadline = now(), lease_until = now()");
        awaitPhase(id, Phase.COMPLETED);
        assertThat(asked(id)).isEmpty();
    }

    @Test
    void takesOverWhatWasLeasedBeforeTheClockWentBack() {
        UUID id = begun();
        change(id, "lease_until = now() + interval '10 min'");
        awaitPhase(id, Phase.COMPLETED);
    }

    @Test
    void undoesInItsTimeWhatWasBegunBeforeTheClockWentBack() {
        Participants.INVENTORY.answers(asked ->
                asked.method().equals("PUT")
                        ? new Reply(500, "text/plain", "")
                        : Participants.inventory(asked));
        UUID id = begun();
        change(
                id,
                """
                created_at = now() + interval '10 min', lease_until = now() + interval '10 min',
                deadline = now() + interval '10 min 1 s'
                """);
        awaitPhase(id, Phase.UNDONE);
    }

    @Test
    void isNotStoppedByARowThatCannotBeRead() {
        jdbc.sql("ALTER TABLE saga DROP CONSTRAINT saga_phase_check").update();
        UUID odd = begun();
        change(odd, "phase = 'DREAMING', lease_until = now() - interval '1 s'");
        UUID sound = begun();
        change(sound, "lease_until = now()");
        try {
            awaitPhase(sound, Phase.COMPLETED);
            awaitAttention(odd);
            change(odd, "phase = 'RUNNING', lease_until = now()");
            awaitPhase(odd, Phase.COMPLETED);
        } finally {
            jdbc.sql("DELETE FROM saga WHERE phase = 'DREAMING'").update();
            jdbc.sql(
                            """
                            ALTER TABLE saga ADD CONSTRAINT saga_phase_check CHECK
                              (phase IN ('RUNNING', 'UNDOING', 'COMPLETED', 'UNDONE'))
                            """)
                    .update();
        }
    }

    @Test
    void finishesWhatAPoisonedSagaWasBatchedWith() {
        List<UUID> ids = java.util.stream.Stream.generate(this::begun).limit(12).toList();
        String poisoned = ids.get(5).toString();
        Participants.PAYMENT.answers(asked ->
                asked.path().endsWith("/capture") && asked.body().contains(poisoned)
                        ? new Reply(500, "text/plain", "")
                        : Participants.payment(asked));
        List<UUID> sound = ids.stream().filter(id -> !id.toString().equals(poisoned)).toList();
        jdbc.sql("UPDATE saga SET lease_until = now() WHERE ended_at IS NULL").update();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(sound)
                                .allSatisfy(id -> assertThat(phase(id)).isEqualTo("COMPLETED")));
        assertThat(phase(ids.get(5))).isEqualTo("RUNNING");
        agree();
        awaitPhase(ids.get(5), Phase.COMPLETED);
    }

    @Test
    void finishesOthersAfterAnErrorOfOneDefinition() {
        SagaDefinition<PlacedOrder> broken =
                SagaDefinition.named("broken", PlacedOrder.class, Refusal.REASONS)
                        .pointOfNoReturn("decide", _ -> {})
                        .mustFinish(
                                "break",
                                _ -> {
                                    throw new NoClassDefFoundError("replaced under a running JVM");
                                })
                        .build();
        for (int i = 0; i < 3; i++) {
            UUID id = UUID.randomUUID();
            transaction.executeWithoutResult(
                    _ -> log.begin(broken, id, order(), Duration.ofSeconds(30)));
            runner.goOn(
                    new SagaRun<>(
                            broken,
                            id,
                            order(),
                            1,
                            System.nanoTime() + Duration.ofMinutes(1).toNanos(),
                            System.nanoTime() + SagaLog.LEASE.toNanos(),
                            broken.beginning()));
        }
        UUID sound = begun();
        change(sound, "lease_until = now()");
        awaitPhase(sound, Phase.COMPLETED);
    }

    @Autowired private SagaRunner runner;

    private static PlacedOrder order() {
        Money price = new Money(100, Currency.getInstance("EUR"));
        return new PlacedOrder(
                OrderId.next(), "alice", List.of(), price, Instant.EPOCH, "key", null);
    }

    @Test
    void goesRoundAgainAtOnceWhileARoundWasFull() {
        List<UUID> ids = java.util.stream.Stream.generate(this::begun).limit(400).toList();
        jdbc.sql("UPDATE saga SET lease_until = now() WHERE ended_at IS NULL").update();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(ids)
                                .allSatisfy(id -> assertThat(phase(id)).isEqualTo("COMPLETED")));
    }

    private Got place(String key) {
        return new Caller(client, "alice").place(key, TEA, "wait=3");
    }

    @Test
    void tellsAtOnceThatAProductHasNoStock() {
        Participants.INVENTORY.answers(asked ->
                asked.method().equals("PUT")
                        ? Reply.problem(422, "unknown-product", ",\"skus\":[\"tea\"]")
                        : Participants.inventory(asked));
        String key = Objects.requireNonNull(UUID.randomUUID().toString());
        Got answer = place(key);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/type")).isEqualTo("/problems/unknown-product");
        assertThat(answer.at("/skus/0")).isEqualTo("tea");
        assertThat(place(key).body()).isEqualTo(answer.body());
        assertThat(
                        new Caller(client, "alice")
                                .get("/api/orders/" + answer.at("/order"))
                                .at("/status"))
                .isEqualTo("CANCELLED");
    }

    @Test
    void tellsAtOnceThatThePaymentIsRefused() {
        for (Reply no :
                List.of(
                        Reply.problem(409, "payment-mismatch", ""),
                        Reply.problem(400, "invalid-request", ""))) {
            Participants.PAYMENT.answers(
                    asked -> asked.method().equals("PUT") ? no : Participants.payment(asked));
            Got answer = place(UUID.randomUUID().toString());
            assertThat(answer.at("/type"))
                    .as(no.toString())
                    .isEqualTo("/problems/payment-declined");
        }
    }

    @Test
    void showsCustomersNoneOfItsInsides() {
        Participants.PAYMENT.answers(asked ->
                asked.method().equals("PUT")
                        ? new Reply(500, "text/plain", "at shop.payment.Secret")
                        : Participants.payment(asked));
        Got answer = new Caller(client, "alice").place(UUID.randomUUID().toString(), TEA, "wait=1");
        Got shown = new Caller(client, "alice").get(answer.location() + "/checkout");
        assertThat(shown.at("/steps/1/detail")).isEqualTo("failed");
        Participants.PAYMENT.answers(
                asked -> asked.method().equals("PUT") ? Reply.NONE : Participants.payment(asked));
        answer = new Caller(client, "alice").place(UUID.randomUUID().toString(), TEA, "wait=1");
        shown = new Caller(client, "alice").get(answer.location() + "/checkout");
        assertThat(shown.at("/steps/1/detail")).isIn("connection lost", "not reachable");
        UUID id = UUID.fromString(answer.location().replaceAll(".*/", ""));
        change(
                id,
                "steps = replace(steps::text, '\"detail\":\"', '\"detail\":\"java.io.Old: ')::json,"
                        + " lease_until = now() + interval '20 s'");
        assertThat(new Caller(client, "alice").get(answer.location() + "/checkout").body())
                .doesNotContain("java.");
    }
}
