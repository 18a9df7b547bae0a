package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import shop.order.OrderServiceTest;
import shop.order.Participants;
import shop.order.orders.PlacedOrder;
import shop.order.saga.definition.SagaState.Phase;

/** A row that a long transaction keeps locked stops its own saga, and no other. */
@OrderServiceTest
class SagaLocksIT {

    private SagasInTrouble sagas;
    @Autowired private FinishQueue queue;
    @Autowired private SagaRecovery recovery;
    @Autowired private FinishBatches batches;
    @Autowired private SagaLeases leases;
    @Autowired private SagaTime time;
    @Autowired private DataSource dataSource;

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

    /** A transaction that has locked these rows, until it is closed. */
    private Connection lock(String table, List<UUID> ids) throws SQLException {
        Connection locking = dataSource.getConnection();
        locking.setAutoCommit(false);
        try (PreparedStatement select =
                locking.prepareStatement(
                        "SELECT id FROM " + table + " WHERE id = ANY (?) FOR UPDATE")) {
            select.setArray(1, locking.createArrayOf("uuid", ids.toArray()));
            assertThat(select.executeQuery().next()).isTrue();
        }
        return locking;
    }

    @ParameterizedTest
    @ValueSource(strings = {"saga", "orders"})
    void finishesWhatALockedSagaIsBatchedWith(String table) throws SQLException {
        recovery.stop();
        List<SagaRun<PlacedOrder>> all = Stream.generate(sagas::confirmed).limit(30).toList();
        String before = sagas.now();
        long now = time.nanos();
        leases.renew(() -> List.copyOf(all));
        List<UUID> locked = Stream.of(5, 6, 17, 29).map(all::get).map(SagaRun::id).toList();
        try (Connection locking = lock(table, locked)) {
            assertThat(batches.finish(leased(all, now))).isTrue();
            assertThat(all)
                    .filteredOn(run -> !locked.contains(run.id()))
                    .allSatisfy(run -> {
                        assertThat(sagas.column(run.id(), "phase")).isEqualTo("COMPLETED");
                        assertThat(sagas.column(run.id(), "epoch")).isEqualTo("1");
                    });
            assertThat(locked)
                    .allSatisfy(id -> {
                        assertThat(sagas.column(id, "phase")).isEqualTo("RUNNING");
                        assertThat(sagas.column(id, "attention")).isEqualTo("false");
                        assertThat(sagas.isLeased(id, 1, before)).isTrue();
                    });
            locking.rollback();
        }
        recovery.start();
        locked.forEach(id -> sagas.awaitPhase(id, Phase.COMPLETED));
    }

    private static List<SagaRun<?>> leased(List<SagaRun<PlacedOrder>> runs, long now) {
        return runs.stream().<SagaRun<?>>map(run -> run.leased(now, SagaLog.LEASE)).toList();
    }

    @Test
    void renewsTheLeasesOfOthersThanTheLockedOne() throws SQLException {
        recovery.stop();
        SagaRun<PlacedOrder> locked = sagas.confirmed();
        SagaRun<PlacedOrder> other = sagas.confirmed();
        queue.stop();
        try (Connection locking = lock("saga", List.of(locked.id()))) {
            long old = time.nanos() - Duration.ofSeconds(3).toNanos();
            Stream.of(locked, other)
                    .forEach(run -> queue.submit(run.leased(old, SagaLog.LEASE), _ -> {}));
            sagas.change(other.id(), "lease_until = now() + interval '1 s'");
            String before = sagas.now();
            queue.renew();
            assertThat(sagas.isLeased(other.id(), 2, before)).isTrue();
            locking.rollback();
        } finally {
            queue.start();
            recovery.start();
        }
        sagas.awaitPhase(other.id(), Phase.COMPLETED);
        sagas.awaitPhase(locked.id(), Phase.COMPLETED);
    }

    @Test
    void passesNoSagaByBecauseThisProcessRenewsItElsewhere() throws Exception {
        recovery.stop();
        queue.stop();
        List<SagaRun<PlacedOrder>> all = Stream.generate(sagas::confirmed).limit(200).toList();
        Callable<Boolean> renewing =
                () ->
                        Stream.generate(() -> leases.renew(() -> List.copyOf(all)))
                                .limit(50)
                                .allMatch(o -> o.size() == 200);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> allRenewed : threads.invokeAll(List.of(renewing, renewing))) {
                assertThat(allRenewed.get()).isTrue();
            }
        } finally {
            queue.start();
        }
    }
}
