package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import shop.order.OrderServiceTest;
import shop.order.Participants;
import shop.order.orders.PlacedOrder;
import shop.order.saga.definition.SagaState.Phase;

@OrderServiceTest
class FinishQueueIT {

    private SagasInTrouble sagas;
    @Autowired private SagaRecovery recovery;
    @Autowired private FinishQueue queue;
    @Autowired private SagaTime time;

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

    @Test
    void renewsTheLeasesOfThoseThatWait() {
        recovery.stop();
        SagaRun<PlacedOrder> waiting = sagas.confirmed();
        queue.stop();
        try {
            long old = time.nanos() - Duration.ofSeconds(3).toNanos();
            queue.submit(waiting.leased(old, SagaLog.LEASE), _ -> {});
            sagas.change(waiting.id(), "lease_until = now() + interval '1 s'");
            String before = sagas.now();
            queue.renew();
            assertThat(sagas.isLeased(waiting.id(), 2, before)).isTrue();
        } finally {
            queue.start();
        }
        sagas.awaitPhase(waiting.id(), Phase.COMPLETED);
        assertThat(sagas.column(waiting.id(), "epoch")).isEqualTo("1");
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

    /** More errors than there are workers, none of which starts again when it has ended. */
    @Test
    void worksOnAfterErrors() {
        recovery.stop();
        int room = queue.room();
        AtomicInteger left = new AtomicInteger();
        List<SagaRun<PlacedOrder>> all = Stream.generate(sagas::confirmed).limit(10).toList();
        for (SagaRun<PlacedOrder> run : all) {
            queue.submit(
                    run,
                    _ -> {
                        left.incrementAndGet();
                        throw new NoClassDefFoundError("replaced under a running JVM");
                    });
            sagas.awaitPhase(run.id(), Phase.COMPLETED);
        }
        await().untilAsserted(() -> {
            assertThat(left).hasValue(all.size());
            assertThat(queue.room()).isEqualTo(room);
        });
    }
}
