package shop.order.saga;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import shop.common.crash.CrashPoints;
import shop.order.saga.definition.SagaDefinition;

/**
 * Looks, at the start and every second, on every instance, for sagas that nobody drives, and goes
 * on with them. There is no leader, and nothing that only this process remembers.
 */
@Component
class SagaRecovery implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SagaRecovery.class);
    private static final int BATCH = 100;

    private final SagaLog log;
    private final SagaRows rows;
    private final SagaRunner runner;
    private final StuckSagas stuck;
    private final MeterRegistry meters;
    private final Map<String, SagaDefinition<?>> definitions;
    private final SagaTime time;
    private final ExecutorService drivers = Executors.newVirtualThreadPerTaskExecutor();

    SagaRecovery(
            SagaLog log,
            SagaRows rows,
            SagaRunner runner,
            StuckSagas stuck,
            MeterRegistry meters,
            List<SagaDefinition<?>> definitions,
            SagaTime time) {
        this.log = log;
        this.rows = rows;
        this.runner = runner;
        this.stuck = stuck;
        this.meters = meters;
        this.time = time;
        this.definitions =
                definitions.stream()
                        .collect(Collectors.toMap(SagaDefinition::name, Function.identity()));
    }

    @Scheduled(fixedDelay = 1000)
    void sweep() {
        List<SagaRow> found = log.takeOver(BATCH);
        for (SagaRow row : found) {
            CrashPoints.hit("takeover.after-commit", row.name());
            meters.counter("shop.saga.takeovers", "saga", row.name()).increment();
            inBackground(() -> goOn(row));
        }
    }

    void inBackground(Runnable work) {
        drivers.execute(work);
    }

    private void goOn(SagaRow row) {
        try {
            SagaDefinition<?> definition = definitions.get(row.name());
            if (definition == null) {
                stuck.setAside(row.id(), row.epoch(), "no saga is called " + row.name());
            } else {
                runner.drive(rows.takenOver(row, definition, time.nanos()), Duration.ZERO);
            }
        } catch (RuntimeException e) {
            if (StuckSagas.isOutage(e)) {
                LOG.warn("saga {} is left to the next sweep", row.id(), e);
            } else {
                stuck.setAside(row.id(), row.epoch(), e);
            }
        }
    }

    @Override
    public void destroy() {
        drivers.shutdownNow();
    }
}
