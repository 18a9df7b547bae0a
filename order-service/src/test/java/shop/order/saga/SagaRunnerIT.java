package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.money.Money;
import shop.common.remote.Trouble;
import shop.order.OrderServiceTest;
import shop.order.Participants;
import shop.order.StubService.Reply;
import shop.order.orders.OrderId;
import shop.order.orders.OrderLine;
import shop.order.orders.Orders;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal.OutOfStock;
import shop.order.saga.definition.SagaDecider;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.SagaState.Phase;
import shop.order.saga.definition.StepOutcome.Refused;
import shop.order.saga.definition.StepOutcome.Unknown;
import shop.order.saga.definition.StepRecord;
import shop.order.saga.definition.UndoReason;

@OrderServiceTest
class SagaRunnerIT {

    @Autowired private SagaLog log;
    @Autowired private SagaRunner runner;
    @Autowired private MeterRegistry meters;
    @Autowired private SagaDefinition<PlacedOrder> checkout;
    @Autowired private Orders orders;
    @Autowired private TransactionTemplate transaction;
    @Autowired private JdbcClient jdbc;

    @BeforeEach
    void agree() {
        Participants.reset();
    }

    /** As if the process had died right after the commit that begins a checkout. */
    private SagaRun<PlacedOrder> begun() {
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
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    orders.add(order);
                    Duration patience = Duration.ofSeconds(30);
                    return log.begin(checkout, order.id().value(), order, patience);
                }));
    }

    private void change(UUID id, String assignments) {
        jdbc.sql("UPDATE saga SET " + assignments + " WHERE id = ?").param(id).update();
    }

    private SagaState state(UUID id) {
        return log.find(id).orElseThrow().state();
    }

    private void awaitPhase(UUID id, Phase phase) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(state(id).phase()).isEqualTo(phase));
    }

    @Test
    void goesOnWithASagaThatNobodyDrives() {
        UUID id = begun().id();
        awaitPhase(id, Phase.COMPLETED);
        assertThat(state(id).steps()).allMatch(s -> s.state() == StepRecord.Progress.DONE);
    }

    @Test
    void undoesWhatNobodyDroveInTime() {
        UUID id = begun().id();
        change(id, "deadline = now(), lease_until = now()");
        awaitPhase(id, Phase.UNDONE);
        assertThat(Participants.PAYMENT.asked()).anyMatch(a -> a.path().endsWith(id + "/void"));
        assertThat(Participants.INVENTORY.asked())
                .anyMatch(a -> a.toString().equals("DELETE /internal/reservations/" + id));
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // lest it tries for ever
    void logsAndPausesBetweenAttemptsToUndoWhatWasRefusedInTheEnd() {
        SagaRun<PlacedOrder> run = begun();
        Instant now = Instant.now();
        SagaState lost =
                SagaDecider.afterStep(
                        run.state(), 0, new Unknown(Trouble.CONNECTION_LOST), now, now);
        SagaState refused =
                SagaDecider.afterStep(lost, 0, new Refused(new OutOfStock(List.of())), now, now);
        Participants.INVENTORY.answers(_ -> Reply.NONE);
        SagaRun<PlacedOrder> after = runner.goOn(run.with(refused));
        assertThat(after.state().phase()).isEqualTo(Phase.UNDOING);
        assertThat(after.state().steps().getFirst().attempts()).isEqualTo(3);
        assertThat(state(run.id())).isEqualTo(after.state().with((UndoReason) null));
        agree();
        awaitPhase(run.id(), Phase.UNDONE);
    }

    @Test
    void fencesAFormerOwner() {
        SagaRun<PlacedOrder> former = begun();
        change(former.id(), "epoch = epoch + 1");
        assertThat(log.write(former, Duration.ZERO)).isFalse();
        assertThat(log.writeInTime(former)).isFalse();
        assertThat(log.complete(List.of(former))).isEmpty();
        assertThat(log.write(runOf(former, former.epoch() + 1), SagaLog.LEASE)).isTrue();
    }

    @Test
    void countsOwnersThatCameTooLateAndNothingElse() {
        SagaRun<PlacedOrder> late = begun();
        change(late.id(), "deadline = now()");
        SagaRun<PlacedOrder> stale = begun();
        change(stale.id(), "epoch = epoch + 1");
        double before = fenced();
        assertThat(runner.drive(late, Duration.ofSeconds(1)).state().phase())
                .isEqualTo(Phase.RUNNING);
        assertThat(fenced()).isEqualTo(before);
        assertThat(runner.drive(stale, Duration.ofSeconds(1)).state().phase())
                .isEqualTo(Phase.RUNNING);
        assertThat(fenced()).isEqualTo(before + 1);
    }

    private double fenced() {
        return meters.counter("shop.saga.fenced", "saga", checkout.name()).count();
    }

    @Test
    void doesNotCommitThePivotTooLate() {
        SagaRun<PlacedOrder> run = begun();
        assertThat(log.writeInTime(run)).isTrue();
        change(run.id(), "deadline = now()");
        assertThat(log.writeInTime(run)).isFalse();
    }

    @Test
    void neverChangesASagaThatHasEnded() {
        SagaRun<PlacedOrder> run = begun();
        SagaRun<PlacedOrder> ended = run.with(run.state().with(Phase.UNDONE));
        assertThat(log.write(ended, Duration.ZERO)).isTrue();
        assertThat(log.write(run, Duration.ZERO)).isFalse();
    }

    @Test
    void setsAsideWhatItCannotReadAndGoesOnWithTheOthers() {
        UUID poisoned = begun().id();
        change(poisoned, "data = '{\"id\": 7}', lease_until = now()");
        UUID renamed = begun().id();
        change(renamed, "steps = replace(steps::text, 'capture', 'snatch')::json");
        change(renamed, "lease_until = now()");
        UUID nameless = begun().id();
        change(nameless, "name = 'gone', lease_until = now()");
        UUID sound = begun().id();
        change(sound, "lease_until = now()");
        awaitPhase(sound, Phase.COMPLETED);
        for (UUID id : List.of(poisoned, renamed, nameless)) {
            await().untilAsserted(() -> assertThat(state(id).attention()).isTrue());
        }
        change(renamed, "steps = replace(steps::text, 'snatch', 'capture')::json");
        change(nameless, "name = 'checkout'");
        for (UUID id : List.of(renamed, nameless)) {
            change(id, "lease_until = now()");
            awaitPhase(id, Phase.COMPLETED);
        }
        jdbc.sql("DELETE FROM saga WHERE attention").update();
    }

    @Test
    void doesTheStepsThatAnOlderVersionDidNotKnow() {
        UUID id = begun().id();
        SagaState older = state(id);
        SagaState shorter = new SagaState(older.phase(), older.steps().subList(0, 4), null, false);
        SagaRun<PlacedOrder> run = new SagaRun<>(checkout, id, order(), 1, 0, 0, shorter);
        assertThat(log.write(run, Duration.ZERO)).isTrue();
        awaitPhase(id, Phase.COMPLETED);
        assertThat(state(id).steps()).extracting(StepRecord::name).endsWith("commit stock");
    }

    private static PlacedOrder order() {
        Money price = new Money(100, Currency.getInstance("EUR"));
        return new PlacedOrder(
                OrderId.next(), "alice", List.of(), price, Instant.EPOCH, "key", null);
    }

    private static SagaRun<PlacedOrder> runOf(SagaRun<PlacedOrder> run, int epoch) {
        return new SagaRun<>(
                run.definition(), run.id(), run.data(), epoch, run.deadline(), 0, run.state());
    }
}
