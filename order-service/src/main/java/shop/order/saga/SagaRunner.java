package shop.order.saga;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import shop.order.saga.definition.SagaDecider;
import shop.order.saga.definition.SagaDecision;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.SagaStep;
import shop.order.saga.definition.StepOutcome;
import shop.order.saga.definition.Undone;

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
    private final MeterRegistry meters;
    private final SagaTime time;

    SagaRunner(
            SagaLog log,
            SagaFence fence,
            SagaFinisher finisher,
            FinishQueue queue,
            MeterRegistry meters,
            SagaTime time) {
        this.log = log;
        this.fence = fence;
        this.finisher = finisher;
        this.queue = queue;
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
            case SagaDecision.Run(int i) -> after(StepPerformer.attempt(run, i), i);
            case SagaDecision.Undo(int i) -> after(StepPerformer.undo(run, i), i);
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

    private <T> Progress<T> after(StepPerformer.Attempt<T> attempt, int index) {
        SagaRun<T> run = attempt.run();
        int attempts = run.state().steps().get(index).attempts();
        return attempt.settled()
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
        return fence.commit(
                        step.name(),
                        run,
                        () -> log.writeInTime(next),
                        () -> step.action().accept(run.data()))
                ? Progress.on(next)
                : Progress.stop(run);
    }

    private <T> Progress<T> turnBack(SagaRun<T> run, Undone why) {
        SagaRun<T> next = run.with(run.state().with(why).with(SagaState.Phase.UNDOING));
        return fence.commit("turn back", run, () -> log.write(next, SagaLog.LEASE), () -> {})
                ? Progress.on(next)
                : Progress.stop(run);
    }

    private <T> Progress<T> close(SagaRun<T> run) {
        Undone why = Objects.requireNonNull(run.state().undone());
        SagaRun<T> next = run.with(run.state().withAttention(false).with(SagaState.Phase.UNDONE));
        boolean ours =
                fence.commit(
                        "close",
                        run,
                        () -> log.write(next, SagaLog.LEASE),
                        () -> run.definition().ifUndone().accept(run.data(), why));
        if (ours) {
            String name = run.definition().name();
            meters.counter("shop.saga.undone", "saga", name, "reason", why.reason()).increment();
        }
        return ours ? Progress.on(next) : Progress.stop(run);
    }

    /** Logs the failed attempt; waits if there is patience left, else lets others go on. */
    private <T> boolean waited(SagaRun<T> run, Duration pause, long end) {
        boolean patient = time.nanos() + pause.toNanos() < end;
        return fence.write(run, patient ? pause.plus(SagaLog.LEASE) : pause)
                && patient
                && time.pause(pause);
    }
}
