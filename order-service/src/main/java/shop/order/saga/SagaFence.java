package shop.order.saga;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells stale owners from the other reasons why a write changes no row: the pivot's deadline has
 * passed, or the saga has ended.
 */
@Component
class SagaFence {

    private static final Logger LOG = LoggerFactory.getLogger(SagaFence.class);

    private final SagaLog log;
    private final MeterRegistry meters;

    SagaFence(SagaLog log, MeterRegistry meters) {
        this.log = log;
        this.meters = meters;
    }

    /** Counts a write that changed no row, if somebody else has taken the saga over. */
    void refused(SagaRun<?> run) {
        if (log.isTakenOver(run.id(), run.epoch())) {
            LOG.info("saga {}: somebody else drives since epoch {}", run.id(), run.epoch());
            meters.counter("shop.saga.fenced", "saga", run.definition().name()).increment();
        }
    }
}
