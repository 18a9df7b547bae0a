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
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.idempotency.IdempotencyKey;
import shop.common.idempotency.IdempotencyKeys;
import shop.common.money.Money;
import shop.order.cancellation.Cancellations;
import shop.order.orders.OrderId;
import shop.order.orders.OrderLine;
import shop.order.orders.Orders;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.SagaState.Phase;
import shop.order.saga.definition.StepKind;
import shop.order.saga.definition.StepRecord;

/** Checkouts that have begun, and what befalls their rows. */
class SagasInTrouble {

    @Autowired private SagaLog log;
    @Autowired private SagaDefinition<PlacedOrder> checkout;
    @Autowired private Orders orders;
    @Autowired private Cancellations cancellations;
    @Autowired private IdempotencyKeys keys;
    @Autowired private TransactionTemplate transaction;
    @Autowired private JdbcClient jdbc;

    static PlacedOrder order() {
        Money price = new Money(100, Currency.getInstance("EUR"));
        return new PlacedOrder(
                OrderId.next(),
                "alice",
                List.of(new OrderLine("tea", "Tea", 1, price)),
                price,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                UUID.randomUUID().toString(),
                null);
    }

    /** As if the process had died right after the commit that begins a checkout. */
    SagaRun<PlacedOrder> begun() {
        PlacedOrder order = order();
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    keys.claim(new IdempotencyKey("alice", order.key()), new byte[1]);
                    orders.add(order);
                    Duration patience = Duration.ofSeconds(30);
                    return log.begin(checkout, order.id().value(), order, patience);
                }));
    }

    List<SagaRun<PlacedOrder>> begun(int many) {
        return Stream.generate(this::begun).limit(many).toList();
    }

    /** As if it had died right after the pivot. */
    SagaRun<PlacedOrder> confirmed() {
        SagaRun<PlacedOrder> run = begun();
        jdbc.sql("UPDATE orders SET status = 'CONFIRMED' WHERE id = ?").param(run.id()).update();
        SagaRun<PlacedOrder> confirmed = pastPivot(run);
        assertThat(log.write(confirmed, SagaLog.LEASE)).isTrue();
        return confirmed;
    }

    /** The cancellation of an order that was confirmed, and that the shop cannot deliver. */
    UUID undeliverable() {
        SagaRun<PlacedOrder> checkout = confirmed();
        change(checkout.id(), "phase = 'UNDONE', abandoned = true, ended_at = now()");
        cancellations.makeGood(checkout.data(), new Refusal.NotDeliverable());
        return jdbc.sql("SELECT id FROM saga WHERE name = 'cancellation' AND ended_at IS NULL")
                .query(UUID.class)
                .single();
    }

    private static SagaRun<PlacedOrder> pastPivot(SagaRun<PlacedOrder> run) {
        List<StepRecord> steps =
                run.state().steps().stream().map(SagasInTrouble::doneBeforeThePivot).toList();
        return run.with(new SagaState(Phase.RUNNING, steps, null, false));
    }

    private static StepRecord doneBeforeThePivot(StepRecord step) {
        return step.kind() == StepKind.MUST_FINISH
                ? step
                : new StepRecord(
                        step.name(),
                        step.kind(),
                        StepRecord.Progress.DONE,
                        1,
                        null,
                        null,
                        null,
                        null);
    }

    void change(UUID id, String assignments) {
        jdbc.sql("UPDATE saga SET " + assignments + " WHERE id = ?").param(id).update();
    }

    void makeAllDue() {
        jdbc.sql("UPDATE saga SET lease_until = now() WHERE ended_at IS NULL").update();
    }

    void forgetUnfinished() {
        jdbc.sql("DELETE FROM saga WHERE ended_at IS NULL").update();
    }

    /** The database's time. */
    String now() {
        return jdbc.sql("SELECT clock_timestamp()::text").query(String.class).single();
    }

    /** Whether its lease ends more than this many seconds after a time of the database. */
    boolean isLeased(UUID id, int seconds, String time) {
        return column(
                        id,
                        "(lease_until > '%s'::timestamptz + interval '%s s')"
                                .formatted(time, seconds))
                .equals("true");
    }

    String column(UUID id, String name) {
        return jdbc.sql("SELECT coalesce(" + name + "::text, '') FROM saga WHERE id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    void awaitPhase(UUID id, Phase phase) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(column(id, "phase")).isEqualTo(phase.name()));
    }

    void awaitSetAside(UUID id) {
        await().untilAsserted(() -> {
            assertThat(column(id, "attention")).isEqualTo("true");
            assertThat(column(id, "trouble")).isNotEmpty();
        });
    }

    /** What the customer who placed this order is told from now on. */
    String answer(UUID order) {
        return jdbc.sql(
                        """
                        SELECT coalesce(body, '') FROM idempotency_key JOIN orders USING (key)
                        WHERE orders.id = ?
                        """)
                .param(order)
                .query(String.class)
                .single();
    }
}
