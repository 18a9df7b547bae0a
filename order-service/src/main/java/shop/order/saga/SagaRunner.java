package shop.order.saga;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.crash.CrashPoints;

/**
 * Performs what {@link SagaDecider} decides, and logs it: nothing between undoable steps that go
 * well, the decision to turn back before anything is undone, and every end.
 *
 * <p>When the log cannot be written it lets go at once and knows nothing: the row tells the next
 * owner what is true.
 */
@Component
public class SagaRunner {

    private final SagaLog log;
    private final SagaFence fence;
    private final SagaFinisher finisher;
    private final FinishQueue queue;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final SagaTime time;

    SagaRunner(
            SagaLog log,
            SagaFence fence,
            SagaFinisher finisher,
            FinishQueue queue,
            TransactionTemplate transaction,
            MeterRegistry meters,
            SagaTime time) {
        this.log = log;
        this.fence = fence;
        this.finisher = finisher;
        this.queue = queue;
        this.transaction = transaction;
        this.meters = meters;
        this.time = time;
    }

    /**
     * Drives the saga to its pivot and leaves the rest to the background, or to its end where there
     * is no way forward. Steps that fail are tried again while the patience lasts; after that any
     * instance goes on.
     *
     * @param run a saga that this process owns; its transaction has been committed
     * @return how far it came under this owner
     */
    public <T> SagaRun<T> drive(SagaRun<T> run, Duration patience) {
        long end = time.nanos() + patience.toNanos();
        SagaRun<T> current = run;
        while (true) {
            Progress<T> progress = advance(current);
            current = progress.run();
            if (progress.stopped()) {
                return current;
            }
            if (progress.pause().isPositive() && !waited(current, progress.pause(), end)) {
                return current;
            }
        }
    }

    /** The same, for nobody who waits. */
    public void driveInBackground(SagaRun<?> run) {
        time.inBackground("saga-" + run.id(), () -> drive(run, StepPerformer.LONGEST));
    }

    /** What one decision led to: a pause before the next is an attempt that failed. */
    private record Progress<T>(SagaRun<T> run, Duration pause, boolean stopped) {

        static <T> Progress<T> on(SagaRun<T> run) {
            return new Progress<>(run, Duration.ZERO, false);
        }

        static <T> Progress<T> stop(SagaRun<T> run) {
            return new Progress<>(run, Duration.ZERO, true);
        }
    }

    private <T> Progress<T> advance(SagaRun<T> run) {
        return switch (run.decide(time.nanos())) {
            case SagaDecision.Run(int i) -> attempt(run, i);
            case SagaDecision.Undo(int i) -> undo(run, i);
            case SagaDecision.Commit(int i) -> commit(run, i);
            case SagaDecision.TurnBack(Undone why) -> turnBack(run, why);
            case SagaDecision.Close() -> close(run);
            case SagaDecision.Finish _, SagaDecision.Complete _, SagaDecision.Abandon _ ->
                    finish(run);
            case SagaDecision.Nothing() -> Progress.stop(run);
        };
    }

    /** After a pivot the caller has its answer; without one it waits for the end. */
    private <T> Progress<T> finish(SagaRun<T> run) {
        if (run.definition().hasPivot()) {
            queue.submit(run);
            return Progress.stop(run);
        }
        SagaRun<T> after = finisher.finish(List.of(run)).getFirst();
        return after.state().isEnded()
                ? Progress.stop(after)
                : new Progress<>(
                        after, SagaDecider.pause(after.state().attempts(), time.random()), false);
    }

    private <T> Progress<T> attempt(SagaRun<T> run, int index) {
        SagaStep.Undoable<T> step = (SagaStep.Undoable<T>) run.definition().steps().get(index);
        Instant start = Instant.now();
        StepOutcome outcome =
                StepPerformer.perform(step.name(), () -> step.action().apply(run.data()));
        SagaState state = SagaDecider.afterStep(run.state(), index, outcome, start, Instant.now());
        boolean decided =
                outcome instanceof StepOutcome.Done || outcome instanceof StepOutcome.Refused;
        return tried(run.with(state), index, decided);
    }

    private <T> Progress<T> undo(SagaRun<T> run, int index) {
        SagaStep.Undoable<T> step = (SagaStep.Undoable<T>) run.definition().steps().get(index);
        Instant start = Instant.now();
        StepOutcome outcome =
                StepPerformer.perform(
                        "undo " + step.name(), () -> step.compensation().apply(run.data()));
        SagaState state = SagaDecider.afterUndo(run.state(), index, outcome, start, Instant.now());
        return tried(run.with(state), index, outcome instanceof StepOutcome.Done);
    }

    private <T> Progress<T> tried(SagaRun<T> run, int index, boolean settled) {
        int attempts = run.state().steps().get(index).attempts();
        return settled
                ? Progress.on(run)
                : new Progress<>(run, SagaDecider.pause(attempts, time.random()), false);
    }

    private <T> Progress<T> commit(SagaRun<T> run, int index) {
        SagaStep.Pivot<T> step = (SagaStep.Pivot<T>) run.definition().steps().get(index);
        Instant now = Instant.now();
        SagaRun<T> next =
                run.with(
                        SagaDecider.afterStep(
                                run.state(), index, new StepOutcome.Done(), now, now));
        return logged(
                step.name(),
                run,
                next,
                () -> log.writeInTime(next),
                () -> step.action().accept(run.data()));
    }

    private <T> Progress<T> turnBack(SagaRun<T> run, Undone why) {
        SagaRun<T> next = run.with(run.state().with(why).with(SagaState.Phase.UNDOING));
        return logged("turn back", run, next, () -> log.write(next, SagaLog.LEASE), () -> {});
    }

    private <T> Progress<T> close(SagaRun<T> run) {
        Undone why = Objects.requireNonNull(run.state().undone());
        SagaRun<T> next = run.with(run.state().withAttention(false).with(SagaState.Phase.UNDONE));
        meters.counter("shop.saga.undone", "saga", run.definition().name(), "reason", why.reason())
                .increment();
        return logged(
                "close",
                run,
                next,
                () -> log.write(next, SagaLog.LEASE),
                () -> run.definition().ifUndone().accept(run.data(), why));
    }

    /** The write and what belongs to it in one transaction; who is refused stops. */
    private <T> Progress<T> logged(
            String what, SagaRun<T> run, SagaRun<T> next, BooleanSupplier write, Runnable local) {
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
            fence.refused(run);
            return Progress.stop(run);
        }
        return Progress.on(next);
    }

    /** Logs the failed attempt; waits if there is patience left, else lets others go on. */
    private <T> boolean waited(SagaRun<T> run, Duration pause, long end) {
        boolean patient = time.nanos() + pause.toNanos() < end;
        boolean ours = log.write(run, patient ? pause.plus(SagaLog.LEASE) : pause);
        if (!ours) {
            fence.refused(run);
        }
        if (!ours || !patient) {
            return false;
        }
        try {
            time.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
