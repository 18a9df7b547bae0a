package shop.order.saga;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.remote.Deadline;

/**
 * Performs what {@link SagaDecider} decides, and logs it: nothing between undoable steps that go
 * well, the decision to turn back before anything is undone, and every end.
 *
 * <p>When the log cannot be written it lets go at once and knows nothing: the row tells the next
 * owner what is true.
 */
@Component
public class SagaRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SagaRunner.class);
    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    private final SagaLog log;
    private final SagaFinisher finisher;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;

    SagaRunner(
            SagaLog log,
            SagaFinisher finisher,
            TransactionTemplate transaction,
            MeterRegistry meters) {
        this.log = log;
        this.finisher = finisher;
        this.transaction = transaction;
        this.meters = meters;
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
        long end = System.nanoTime() + patience.toNanos();
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
        Thread.ofVirtual().name("saga-" + run.id()).start(() -> drive(run, LONGEST_STEP));
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
        return switch (run.decide()) {
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
            finisher.submit(run);
            return Progress.stop(run);
        }
        SagaRun<T> after = finisher.finish(List.of(run)).getFirst();
        return after.state().isEnded()
                ? Progress.stop(after)
                : new Progress<>(
                        after, SagaDecider.pause(after.state().attempts(), random()), false);
    }

    private <T> Progress<T> attempt(SagaRun<T> run, int index) {
        SagaStep.Undoable<T> step = (SagaStep.Undoable<T>) run.definition().steps().get(index);
        Instant start = Instant.now();
        StepOutcome outcome = perform(step.name(), () -> step.action().apply(run.data()));
        SagaState state = SagaDecider.afterStep(run.state(), index, outcome, start, Instant.now());
        return tried(run.with(state), index, outcome);
    }

    private <T> Progress<T> undo(SagaRun<T> run, int index) {
        SagaStep.Undoable<T> step = (SagaStep.Undoable<T>) run.definition().steps().get(index);
        Instant start = Instant.now();
        StepOutcome outcome =
                perform("undo " + step.name(), () -> step.compensation().apply(run.data()));
        SagaState state = SagaDecider.afterUndo(run.state(), index, outcome, start, Instant.now());
        return tried(run.with(state), index, outcome);
    }

    private static <T> Progress<T> tried(SagaRun<T> run, int index, StepOutcome outcome) {
        StepRecord step = run.state().steps().get(index);
        boolean settled =
                outcome instanceof StepOutcome.Done || step.state() == StepRecord.Progress.REFUSED;
        Duration pause = SagaDecider.pause(step.attempts(), random());
        return settled ? Progress.on(run) : new Progress<>(run, pause, false);
    }

    private <T> Progress<T> commit(SagaRun<T> run, int index) {
        SagaStep.Pivot<T> step = (SagaStep.Pivot<T>) run.definition().steps().get(index);
        Instant now = Instant.now();
        SagaRun<T> next =
                run.with(
                        SagaDecider.afterStep(
                                run.state(), index, new StepOutcome.Done(), now, now));
        return logged(
                run, next, () -> log.writeInTime(next), () -> step.action().accept(run.data()));
    }

    private <T> Progress<T> turnBack(SagaRun<T> run, Undone why) {
        SagaRun<T> next = run.with(run.state().with(why).with(SagaState.Phase.UNDOING));
        return logged(run, next, () -> log.write(next, SagaLog.LEASE), () -> {});
    }

    private <T> Progress<T> close(SagaRun<T> run) {
        Undone why = Objects.requireNonNull(run.state().undone());
        SagaRun<T> next = run.with(run.state().withAttention(false).with(SagaState.Phase.UNDONE));
        meters.counter("shop.saga.undone", "saga", run.definition().name(), "reason", why.reason())
                .increment();
        return logged(
                run,
                next,
                () -> log.write(next, SagaLog.LEASE),
                () -> run.definition().ifUndone().accept(run.data(), why));
    }

    /** The write and what belongs to it in one transaction; a fenced owner stops. */
    private <T> Progress<T> logged(
            SagaRun<T> run, SagaRun<T> next, BooleanSupplier write, Runnable local) {
        boolean ours =
                transaction.execute(_ -> {
                    boolean written = write.getAsBoolean();
                    if (written) {
                        local.run();
                    }
                    return written;
                });
        return ours ? Progress.on(next) : Progress.stop(fenced(run));
    }

    /** Logs the failed attempt; waits if there is patience left, else lets others go on. */
    private <T> boolean waited(SagaRun<T> run, Duration pause, long end) {
        boolean patient = System.nanoTime() + pause.toNanos() < end;
        boolean ours = log.write(run, patient ? pause.plus(SagaLog.LEASE) : pause);
        if (!ours) {
            fenced(run);
        }
        if (!ours || !patient) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private <T> SagaRun<T> fenced(SagaRun<T> run) {
        LOG.info("saga {}: somebody else drives since epoch {}", run.id(), run.epoch());
        meters.counter("shop.saga.fenced", "saga", run.definition().name()).increment();
        return run;
    }

    /** A step that throws is broken, not refused: nobody knows what it did. */
    static StepOutcome perform(String name, Supplier<StepOutcome> step) {
        try {
            return Deadline.in(LONGEST_STEP).during(step::get);
        } catch (RuntimeException e) {
            LOG.error("step {} broke", name, e);
            return new StepOutcome.Unknown("broke: " + e.getClass().getSimpleName());
        }
    }

    static List<StepOutcome> performAll(String name, int count, Supplier<List<StepOutcome>> step) {
        try {
            List<StepOutcome> outcomes = Deadline.in(LONGEST_STEP).during(step::get);
            if (outcomes.size() == count) {
                return outcomes;
            }
            throw new IllegalStateException(outcomes.size() + " outcomes for " + count);
        } catch (RuntimeException e) {
            LOG.error("step {} broke", name, e);
            StepOutcome unknown = new StepOutcome.Unknown("broke: " + e.getClass().getSimpleName());
            return Collections.nCopies(count, unknown);
        }
    }
}
