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

/**
 * Looks, at the start and every second, on every instance, for sagas that nobody drives, and goes
 * on with them. There is no leader, and nothing that only this process remembers.
 */
@Component
class SagaRecovery implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SagaRecovery.class);
    private static final int BATCH = 100;
    private static final Duration SET_ASIDE = Duration.ofSeconds(30);

    private final SagaLog log;
    private final SagaRows rows;
    private final SagaRunner runner;
    private final MeterRegistry meters;
    private final Map<String, SagaDefinition<?>> definitions;
    private final ExecutorService drivers = Executors.newVirtualThreadPerTaskExecutor();

    SagaRecovery(
            SagaLog log,
            SagaRows rows,
            SagaRunner runner,
            MeterRegistry meters,
            List<SagaDefinition<?>> definitions) {
        this.log = log;
        this.rows = rows;
        this.runner = runner;
        this.meters = meters;
        this.definitions =
                definitions.stream()
                        .collect(Collectors.toMap(SagaDefinition::name, Function.identity()));
    }

    @Scheduled(fixedDelay = 1000)
    void sweep() {
        List<SagaRow> found = log.takeOver(BATCH);
        for (SagaRow row : found) {
            meters.counter("shop.saga.takeovers", "saga", row.name()).increment();
            drivers.execute(() -> goOn(row));
        }
    }

    private void goOn(SagaRow row) {
        try {
            SagaDefinition<?> definition = definitions.get(row.name());
            if (definition == null) {
                setAside(row, "no saga is called " + row.name());
            } else {
                runner.drive(rows.takenOver(row, definition), Duration.ZERO);
            }
        } catch (UnreadableSagaException e) {
            LOG.error("a saga cannot be read", e);
            setAside(row, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("saga {} is left to the next sweep", row.id(), e);
        }
    }

    private void setAside(SagaRow row, String why) {
        log.setAside(row.id(), row.epoch(), why, SET_ASIDE);
    }

    @Override
    public void destroy() {
        drivers.shutdownNow();
    }
}
