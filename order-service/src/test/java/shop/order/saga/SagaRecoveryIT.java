package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import shop.order.OrderServiceTest;
import shop.order.Participants;
import shop.order.StubService.Reply;
import shop.order.orders.PlacedOrder;
import shop.order.saga.SagaLeases.Wanted;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState.Phase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recovery keeps up, and performs nothing for those that are somebody else's. */
@OrderServiceTest
class SagaRecoveryIT {

    private SagasInTrouble sagas;
    @Autowired private SagaLeases leases;
    @Autowired private SagaRunner runner;
    private SagaRecovery own;
    @Autowired private SagaRecovery recovery;
    @Autowired private FinishBatches batches;
    @Autowired private FinishQueue queue;
    @Autowired private SagaTime time;
    @Autowired private ScheduledTaskHolder scheduled;
    @Autowired private Environment environment;
    @Autowired private DataSource dataSource;
    @Autowired private JdbcClient jdbc;
    @Autowired private SagaLog log;
    @Autowired private SagaRows rows;
    @Autowired private SagaFence fence;
    @Autowired private MeterRegistry meters;
    @Autowired private List<SagaDefinition<?>> definitions;

    @BeforeEach
    void agree(
            @Autowired AutowireCapableBeanFactory beans,
            @Autowired CircuitBreakerRegistry breakers) {
        Participants.reset();
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        sagas = beans.createBean(SagasInTrouble.class);
        own = beans.createBean(SagaRecovery.class);
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
    void takesOverWhatWasPromisedAndWhatIsDecidedNext() {
        recovery.stop();
        UUID late = sagas.begun().id();
        sagas.change(late, "deadline = now() - interval '1 s'");
        UUID far = sagas.begun().id();
        UUID near = sagas.begun().id();
        sagas.change(near, "deadline = now() + interval '10 s'");
        UUID promised = sagas.confirmed().id();
        sagas.makeAllDue();
        assertThat(takenOver(1, 1)).containsExactlyInAnyOrder(promised, near);
        assertThat(takenOver(1, 1)).containsExactly(far);
        assertThat(takenOver(1, 1)).containsExactly(late);
    }

    @Test
    void keepsAQuarterForThoseWhoseDeadlineHasPassed() {
        recovery.stop();
        List<UUID> late = sagas.begun(2).stream().map(SagaRun::id).toList();
        late.forEach(id -> sagas.change(id, "deadline = now() - interval '1 s'"));
        List<UUID> inTime = sagas.begun(8).stream().map(SagaRun::id).toList();
        sagas.makeAllDue();
        assertThat(takenOver(0, 4)).hasSize(4).filteredOn(inTime::contains).hasSize(3);
    }

    /** Past the pivot or past the deadline: none waits for ever behind others. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesOverInTurnThoseThatDoNotGetOn(boolean pastPivot) {
        recovery.stop();
        Set<UUID> all = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            UUID id = (pastPivot ? sagas.confirmed() : sagas.begun()).id();
            sagas.change(id, "deadline = now() - interval '%s s'".formatted(10 - i));
            all.add(id);
        }
        sagas.makeAllDue();
        Set<UUID> taken = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            List<UUID> some = pastPivot ? takenOver(2, 0) : takenOver(0, 2);
            some.forEach(id -> sagas.change(id, "lease_until = now() - interval '1 ms'"));
            taken.addAll(some);
        }
        assertThat(taken).isEqualTo(all);
    }

    private List<UUID> takenOver(int mostPastPivot, int most) {
        return leases.takeOver(new Wanted(mostPastPivot, true), new Wanted(most, true)).stream()
                .map(SagaRow::id)
                .toList();
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
                        .param("dueFor", 60.0)
                        .param("dueForPastPivot", 60.0)
                        .param("most", 64)
                        .param("mostInTime", 48)
                        .param("mostPastPivot", 64)
                        .query(String.class)
                        .single();
        JsonNode root = JsonMapper.shared().readTree(plan).get(0).get("Plan");
        return root.get("Shared Hit Blocks").asInt() + root.get("Shared Read Blocks").asInt();
    }

    /** The queue takes no more, or so many, and does not get on. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 100})
    void takesOverWhatIsUndecidedWhileTheQueueIsFull(int free) {
        recovery.stop();
        queue.stop();
        try {
            SagaRun<PlacedOrder> filling = sagas.confirmed();
            for (int i = queue.room(); i > free; i--) {
                queue.submit(filling, _ -> {});
            }
            List<UUID> all = Stream.generate(sagas::confirmed).limit(200).map(SagaRun::id).toList();
            UUID undecided = sagas.begun().id();
            sagas.makeAllDue();
            own.sweep();
            await().until(() -> sagas.column(undecided, "past_pivot").equals("true"));
            assertThat(all)
                    .filteredOn(id -> !sagas.column(id, "epoch").equals("1"))
                    .hasSizeLessThanOrEqualTo(free);
        } finally {
            queue.start();
        }
    }

    @Test
    void takesOverCancellationsWhileTheQueueIsFull() {
        recovery.stop();
        queue.stop();
        try {
            UUID cancellation = sagas.undeliverable();
            SagaRun<PlacedOrder> filling = sagas.confirmed();
            for (int i = queue.room(); i > 0; i--) {
                queue.submit(filling, _ -> {});
            }
            sagas.makeAllDue();
            own.sweep();
            sagas.awaitPhase(cancellation, Phase.COMPLETED);
        } finally {
            queue.start();
        }
    }

    @Test
    void takesOverNoMoreThanItsDriversWhileNoneGetsOn() throws InterruptedException {
        recovery.stop();
        Participants.PAYMENT.answers(_ -> Reply.problem(503, "unavailable", ""));
        int room = queue.room();
        List<UUID> all = Stream.generate(sagas::confirmed).limit(200).map(SagaRun::id).toList();
        sagas.makeAllDue();
        own.sweep();
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        queue.room() == room && all.stream().filter(this::wasTried).count() > 63);
        assertThat(all).filteredOn(id -> !sagas.column(id, "epoch").equals("1")).hasSize(64);
        assertThat(own.awaitMore(Duration.ofMillis(100))).isFalse();
    }

    private boolean wasTried(UUID id) {
        return sagas.column(id, "steps").contains("\"detail\":\"");
    }

    /** A round takes some over and is slow to drive them. */
    @Test
    void drivesWhatItTookOverBeforeItStops() throws InterruptedException {
        recovery.stop();
        CountDownLatch taken = new CountDownLatch(1);
        CompletableFuture<Void> stopping = new CompletableFuture<>();
        SagaLeases slow =
                new SagaLeases(jdbc, log) {
                    @Override
                    List<SagaRow> takeOver(Wanted pastPivot, Wanted others) {
                        List<SagaRow> rows = super.takeOver(pastPivot, others);
                        taken.countDown();
                        stopping.join();
                        return rows;
                    }
                };
        SagaRecovery slowly =
                new SagaRecovery(slow, rows, fence, runner, queue, meters, definitions, time);
        UUID id = sagas.begun().id();
        sagas.makeAllDue();
        slowly.start();
        taken.await();
        Thread stop = Thread.ofPlatform().start(slowly::stop);
        await().until(() -> stop.getState() == Thread.State.WAITING);
        stopping.complete(null);
        stop.join();
        sagas.awaitPhase(id, Phase.COMPLETED);
        assertThat(sagas.column(id, "epoch")).isEqualTo("2");
    }

    @Test
    void sweepsNoMoreWhenItHasStopped() {
        Set<Thread> others = sweepers();
        own.start();
        Set<Thread> started = sweepers();
        started.removeAll(others);
        own.stop();
        assertThat(started).hasSize(1).noneMatch(Thread::isAlive);
    }

    private static Set<Thread> sweepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("saga-sweeper"))
                .collect(Collectors.toSet());
    }

    /** Each round is the outcome of the one before, and those that end together cause one. */
    @Test
    void goesRoundAgainAsSoonAsSomeGotOn() {
        recovery.stop();
        List<UUID> confirmed =
                Stream.generate(sagas::confirmed).limit(300).map(SagaRun::id).toList();
        sagas.makeAllDue();
        assertThat(roundsUntil(Phase.COMPLETED, confirmed)).isBetween(5, 100);
        List<UUID> begun = sagas.begun(200).stream().map(SagaRun::id).toList();
        sagas.makeAllDue();
        assertThat(roundsUntil(Phase.COMPLETED, begun)).isGreaterThan(3);
    }

    @Test
    void goesRoundAgainForThoseWhoseDeadlineIsLongOver() {
        recovery.stop();
        List<UUID> ids = sagas.begun(150).stream().map(SagaRun::id).toList();
        ids.forEach(id ->
                sagas.change(
                        id,
                        "deadline = now() - interval '2 min',"
                                + " lease_until = now() - interval '2 min'"));
        assertThat(roundsUntil(Phase.UNDONE, ids)).isGreaterThan(2);
    }

    /** A round finds no driver free while participants take their time. */
    @Test
    void goesRoundAgainForThoseAfterARoundWithoutDrivers() {
        recovery.stop();
        CompletableFuture<Void> answering = new CompletableFuture<>();
        Participants.INVENTORY.answers(asked -> {
            answering.join();
            return Participants.inventory(asked);
        });
        List<UUID> ids = sagas.begun(150).stream().map(SagaRun::id).toList();
        ids.forEach(id ->
                sagas.change(
                        id,
                        "deadline = now() - interval '2 min',"
                                + " lease_until = now() - interval '2 min'"));
        own.sweep();
        own.sweep();
        answering.complete(null);
        assertThat(roundsUntil(Phase.UNDONE, ids)).isGreaterThan(1);
    }

    /** How many rounds it takes when each but the first has to be brought about by one before. */
    private int roundsUntil(Phase phase, List<UUID> ids) {
        own.sweep();
        AtomicInteger rounds = new AtomicInteger(1);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    while (own.awaitMore(Duration.ofMillis(100))) {
                        own.sweep();
                        rounds.incrementAndGet();
                    }
                    return all(phase, ids);
                });
        return rounds.get();
    }

    private boolean all(Phase phase, List<UUID> ids) {
        return ids.stream().allMatch(id -> sagas.column(id, "phase").equals(phase.name()));
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
