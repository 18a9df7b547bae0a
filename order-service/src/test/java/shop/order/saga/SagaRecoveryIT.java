package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import shop.order.OrderServiceTest;
import shop.order.Participants;
import shop.order.orders.PlacedOrder;
import shop.order.saga.definition.SagaState.Phase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recovery keeps up, and performs nothing for those that are somebody else's. */
@OrderServiceTest
class SagaRecoveryIT {

    private SagasInTrouble sagas;
    @Autowired private SagaLeases leases;
    @Autowired private SagaRunner runner;
    @Autowired private SagaRecovery recovery;
    @Autowired private FinishBatches batches;
    @Autowired private FinishQueue queue;
    @Autowired private SagaTime time;
    @Autowired private ScheduledTaskHolder scheduled;
    @Autowired private Environment environment;
    @Autowired private DataSource dataSource;
    @Autowired private JdbcClient jdbc;

    @BeforeEach
    void agree(@Autowired AutowireCapableBeanFactory beans) {
        Participants.reset();
        sagas = beans.createBean(SagasInTrouble.class);
    }

    @AfterEach
    void forget() {
        sagas.forgetUnfinished();
        if (!recovery.isRunning()) {
            recovery.start();
        }
    }

    private static List<String> captured() {
        return Participants.PAYMENT.asked().stream()
                .filter(asked -> asked.path().endsWith("/capture"))
                .map(asked -> asked.body())
                .toList();
    }

    @Test
    void takesOverWhatWasPromisedFirstAndThenWhatIsDecidedNext() {
        recovery.stop();
        UUID late = sagas.begun().id();
        sagas.change(late, "deadline = now() - interval '1 s'");
        UUID far = sagas.begun().id();
        UUID near = sagas.begun().id();
        sagas.change(near, "deadline = now() + interval '10 s'");
        UUID promised = sagas.confirmed().id();
        sagas.makeAllDue();
        List<UUID> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            leases.takeOver(1, true).forEach(row -> order.add(row.id()));
        }
        assertThat(order).containsExactly(promised, near, far, late);
    }

    @Test
    void stepsOverNoneOfThoseThatEndedWhileTheDatabaseCannotCleanUp() throws SQLException {
        recovery.stop();
        try (Connection reader = dataSource.getConnection()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reader.createStatement().execute("SELECT count(*) FROM saga");
            jdbc.sql(
                            """
                            INSERT INTO saga (id, name, phase, steps, data, owner, epoch,
                                              lease_until, deadline, past_pivot)
                            SELECT gen_random_uuid(), 'old', 'RUNNING', '[]', '{}', 'o', 1,
                                   now() - interval '1 h', now() - i * interval '10 s', i % 2 = 0
                            FROM generate_series(7, 20000) AS i
                            """)
                    .update();
            jdbc.sql("UPDATE saga SET phase = 'UNDONE', ended_at = now() WHERE name = 'old'")
                    .update();
            assertThat(pagesOfATakeover()).isLessThan(1000);
            reader.rollback();
        } finally {
            jdbc.sql("DELETE FROM saga WHERE name = 'old'").update();
        }
    }

    private int pagesOfATakeover() {
        String plan =
                jdbc.sql("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + SagaLeases.TAKE_OVER)
                        .param("owner", "test")
                        .param("lease", 4.0)
                        .param("longest", 60.0)
                        .param("oldest", 60.0)
                        .param("most", 64)
                        .query(String.class)
                        .single();
        JsonNode root = JsonMapper.shared().readTree(plan).get(0).get("Plan");
        return root.get("Shared Hit Blocks").asInt() + root.get("Shared Read Blocks").asInt();
    }

    @Test
    void goesRoundAgainAsSoonAsSomeGotOn() {
        recovery.stop();
        List<UUID> ids =
                Stream.concat(
                                sagas.begun(200).stream(),
                                Stream.generate(sagas::confirmed).limit(100))
                        .map(SagaRun::id)
                        .toList();
        sagas.makeAllDue();
        recovery.sweep();
        ids.forEach(id ->
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> sagas.column(id, "phase").equals("COMPLETED")));
    }

    @Test
    void goesRoundAgainForThoseWhoseDeadlineIsLongOver() {
        recovery.stop();
        List<UUID> ids = sagas.begun(150).stream().map(SagaRun::id).toList();
        ids.forEach(id -> sagas.change(id, "deadline = now() - interval '2 min'"));
        sagas.makeAllDue();
        awaitUndone(ids);
    }

    /** Sweeps until the first of them is undone; that must bring about the others. */
    private void awaitUndone(List<UUID> ids) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> {
                    recovery.sweep();
                    return ids.stream().anyMatch(id -> sagas.column(id, "phase").equals("UNDONE"));
                });
        ids.forEach(id ->
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> sagas.column(id, "phase").equals("UNDONE")));
    }

    @Test
    void performsNothingForACopyThatIsSomebodyElses() {
        SagaRun<PlacedOrder> run = sagas.confirmed();
        sagas.change(run.id(), "epoch = epoch + 1, lease_until = now() + interval '20 s'");
        SagaRun<PlacedOrder> mine = sagas.confirmed();
        long over = time.nanos() - Duration.ofSeconds(5).toNanos();
        batches.finish(List.of(run.leased(over, SagaLog.LEASE), mine.leased(over, SagaLog.LEASE)));
        assertThat(captured()).hasSize(1);
        assertThat(captured().getFirst()).contains(mine.id().toString());
        sagas.awaitPhase(mine.id(), Phase.COMPLETED);
    }

    @Test
    void renewsTheLeasesOfThoseThatWait() {
        SagaRun<PlacedOrder> waiting = sagas.confirmed();
        queue.stop();
        try {
            long old = time.nanos() - Duration.ofSeconds(3).toNanos();
            queue.submit(waiting.leased(old, SagaLog.LEASE), _ -> {});
            sagas.change(waiting.id(), "lease_until = now() + interval '1 s'");
            queue.renew();
            assertThat(leaseLeft(waiting.id())).isGreaterThan(2);
        } finally {
            queue.start();
        }
        sagas.awaitPhase(waiting.id(), Phase.COMPLETED);
        assertThat(sagas.column(waiting.id(), "epoch")).isEqualTo("1");
    }

    private double leaseLeft(UUID id) {
        return Double.parseDouble(sagas.column(id, "extract(epoch FROM lease_until - now())"));
    }

    @Test
    void finishesWhatItConfirmedBeforeItStops() {
        recovery.stop();
        List<SagaRun<PlacedOrder>> confirmed = Stream.generate(sagas::confirmed).limit(20).toList();
        confirmed.forEach(run -> queue.submit(run, _ -> {}));
        queue.stop();
        try {
            assertThat(confirmed)
                    .allSatisfy(run ->
                            assertThat(sagas.column(run.id(), "phase")).isEqualTo("COMPLETED"));
            assertThat(queue.getPhase())
                    .isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
            assertThat(recovery.getPhase())
                    .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
        } finally {
            queue.start();
        }
    }

    // What is scheduled shares one thread, and may wait there for others' databases and calls.
    @Test
    void sweepsOnAThreadOfItsOwn() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .contains("saga-sweeper");
        assertThat(scheduled.getScheduledTasks())
                .isNotEmpty()
                .noneMatch(task -> task.toString().contains("SagaRecovery"));
    }

    @Test
    void beginsNoStepWhenThePatienceIsOver() {
        SagaRun<PlacedOrder> run = sagas.begun();
        SagaRun<PlacedOrder> after = runner.drive(run, Duration.ofNanos(1));
        assertThat(after.state().isPastPivot()).isFalse();
        sagas.awaitPhase(run.id(), Phase.COMPLETED);
    }

    @Test
    void hasALeaseThatIsLongerThanAnyStep() {
        Duration connected =
                Duration.ofMillis(200) // for a connection of the pool: fixed in shop.common.remote
                        .plus(limit("spring.http.clients.connect-timeout"));
        Duration token = Duration.ofSeconds(2); // fixed in shop.common.security
        assertThat(StepPerformer.AT_MOST)
                .isGreaterThanOrEqualTo(StepPerformer.LONGEST.plus(connected))
                .isGreaterThanOrEqualTo(StepPerformer.LONGEST.plus(token))
                .isLessThan(SagaLog.LEASE);
    }

    private Duration limit(String property) {
        return environment.getRequiredProperty(property, Duration.class);
    }
}
