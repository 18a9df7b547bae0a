package shop.order.saga.operators;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import shop.order.saga.definition.SagaDefinition;

/**
 * The backlog as gauges: {@code shop.saga.inflight}, {@code shop.saga.attention} and {@code
 * shop.saga.oldest.age} in seconds. Every instance tells the same, of all sagas, at most five
 * seconds old; while the database does not answer, the last that was known.
 */
@Component
class SagaMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(SagaMetrics.class);

    private final SagaBacklog backlog;
    private volatile SagaBacklog.Size size = new SagaBacklog.Size(0, 0, Duration.ZERO);

    SagaMetrics(SagaBacklog backlog, MeterRegistry meters, List<SagaDefinition<?>> definitions) {
        this.backlog = backlog;
        // A rate sees no first increment of a counter that was not there before.
        for (SagaDefinition<?> definition : definitions) {
            meters.counter("shop.saga.fenced", "saga", definition.name());
            meters.counter("shop.saga.takeovers", "saga", definition.name());
            if (definition.ifImpossible() != null) {
                meters.counter("shop.saga.abandoned", "saga", definition.name(), "reason", "");
            }
        }
        Gauge.builder("shop.saga.inflight", () -> size.inFlight())
                .description("Sagas that have not ended")
                .register(meters);
        Gauge.builder("shop.saga.attention", () -> size.needingAttention())
                .description("Sagas that do not get on and need a human")
                .register(meters);
        Gauge.builder("shop.saga.oldest.age", () -> size.oldest().toMillis() / 1000.0)
                .description("Age of the oldest saga that has not ended")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(fixedDelay = 5000)
    void measure() {
        try {
            size = backlog.size();
        } catch (DataAccessException e) {
            LOG.warn("the sagas cannot be counted: {}", e.getMessage());
        }
    }
}
