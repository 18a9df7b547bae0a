package shop.order.saga;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.crash.CrashPoints;
import shop.order.saga.definition.SagaDecider;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.SagaStep;
import shop.order.saga.definition.StepOutcome;
import shop.order.saga.definition.UndoReason;

/**
 * Sees to it that what a write to the log refuses is not done either, and tells stale owners from
 * the other reasons why one changes no row: the pivot's deadline has passed, or the saga has ended.
 */
@Component
class SagaFence {

    private static final Logger LOG = LoggerFactory.getLogger(SagaFence.class);

    private final SagaLog log;
    private final SagaLeases leases;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final SagaTime time;

    SagaFence(
            SagaLog log,
            SagaLeases leases,
            TransactionTemplate transaction,
            MeterRegistry meters,
            SagaTime time) {
        this.log = log;
        this.leases = leases;
        this.transaction = transaction;
        this.meters = meters;
        this.time = time;
    }

    /** Commits the pivot with its action, unless the deadline has passed; empty if it did not. */
    <T> Optional<SagaRun<T>> commitPivot(SagaRun<T> run, int index) {
        SagaStep.Pivot<T> step = (SagaStep.Pivot<T>) run.definition().steps().get(index);
        Instant now = Instant.now();
        SagaState done =
                SagaDecider.afterStep(run.state(), index, new StepOutcome.Done(), now, now);
        return commit(
                step.name(), run, done, log::writeInTime, () -> step.action().accept(run.data()));
    }

    /** Commits that everything is undone from now on. */
    <T> Optional<SagaRun<T>> turnBack(SagaRun<T> run, UndoReason why) {
        SagaState back = run.state().with(why).with(SagaState.Phase.UNDOING);
        return commit("turn back", run, back, this::leased, () -> {});
    }

    /** Commits the end of a saga that is undone. */
    <T> Optional<SagaRun<T>> close(SagaRun<T> run) {
        UndoReason why = Objects.requireNonNull(run.state().undone());
        SagaState end = run.state().withAttention(false).with(SagaState.Phase.UNDONE);
        Runnable local = () -> run.definition().ifUndone().accept(run.data(), why);
        return commit("close", run, end, this::leased, local)
                .map(ended -> counted("shop.saga.undone", ended, why));
    }

    /** Commits the end of a saga that cannot be finished, with the beginning of what makes good. */
    <T> Optional<SagaRun<T>> abandon(
            SagaRun<T> run, UndoReason why, BiConsumer<T, UndoReason> makeGood) {
        SagaState end = run.state().withAttention(false).with(SagaState.Phase.ABANDONED);
        Runnable local = () -> makeGood.accept(run.data(), why);
        Optional<SagaRun<T>> ended = commit("abandon", run, end, this::leased, local);
        ended.ifPresent(_ -> LOG.warn("saga {} is ABANDONED past its pivot: {}", run.id(), why));
        return ended.map(it -> counted("shop.saga.abandoned", it, why));
    }

    private boolean leased(SagaRun<?> run) {
        return log.write(run, SagaLog.LEASE);
    }

    private <T> SagaRun<T> counted(String name, SagaRun<T> run, UndoReason why) {
        String saga = run.definition().name();
        meters.counter(name, "saga", saga, "reason", why.code()).increment();
        return run;
    }

    /** The write, and what belongs to it, in one transaction; neither if it changes no row. */
    private <T> Optional<SagaRun<T>> commit(
            String what,
            SagaRun<T> run,
            SagaState state,
            Predicate<SagaRun<?>> write,
            Runnable local) {
        SagaRun<T> next = run.with(state).leased(time.nanos(), SagaLog.LEASE);
        boolean ours =
                transaction.execute(_ -> {
                    boolean written = write.test(next);
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
        return ours ? Optional.of(next) : Optional.empty();
    }

    /** Logs the state, with nothing that belongs to it, as {@link SagaLog#write} does. */
    boolean write(SagaRun<?> run, Duration lease) {
        CrashPoints.hit("write.before");
        boolean ours = log.write(run, lease);
        CrashPoints.hit("write.after");
        if (!ours) {
            refused(run);
        }
        return ours;
    }

    /** Counts a write that changed no row, if the saga has another owner now. */
    void refused(SagaRun<?> run) {
        if (leases.isTakenOver(run.id(), run.epoch())) {
            LOG.info("saga {}: it has another owner since epoch {}", run.id(), run.epoch());
            meters.counter("shop.saga.fenced", "saga", run.definition().name()).increment();
        }
    }
}
