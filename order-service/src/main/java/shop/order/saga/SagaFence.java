package shop.order.saga;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.crash.CrashPoints;

/**
 * Sees to it that what a write to the log refuses is not done either, and tells stale owners from
 * the other reasons why one changes no row: the pivot's deadline has passed, or the saga has ended.
 */
@Component
class SagaFence {

    private static final Logger LOG = LoggerFactory.getLogger(SagaFence.class);

    private final SagaLog log;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;

    SagaFence(SagaLog log, TransactionTemplate transaction, MeterRegistry meters) {
        this.log = log;
        this.transaction = transaction;
        this.meters = meters;
    }

    /**
     * The write, and what belongs to it, in one transaction.
     *
     * @return false if the write changed no row; nothing was done then
     */
    boolean commit(String what, SagaRun<?> run, BooleanSupplier write, Runnable local) {
        boolean ours =
                transaction.execute(_ -> {
                    boolean written = write.getAsBoolean();
                    if (written) {
                        local.run();
                    }
                    CrashPoints.hit("log.before-commit", what);
                    return written;
                });
        CrashPoints.hit("log.after-commit", what);
        if (!ours) {
            refused(run);
        }
        return ours;
    }

    /** Logs the state, with nothing that belongs to it, as {@link SagaLog#write} does. */
    boolean write(SagaRun<?> run, Duration lease) {
        boolean ours = log.write(run, lease);
        if (!ours) {
            refused(run);
        }
        return ours;
    }

    /** Counts a write that changed no row, if somebody else has taken the saga over. */
    void refused(SagaRun<?> run) {
        if (log.isTakenOver(run.id(), run.epoch())) {
            LOG.info("saga {}: somebody else drives since epoch {}", run.id(), run.epoch());
            meters.counter("shop.saga.fenced", "saga", run.definition().name()).increment();
        }
    }
}
