package shop.order.saga;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import shop.order.saga.definition.SagaDecider;
import shop.order.saga.definition.SagaDecision;
import shop.order.saga.definition.UndoReason;

/**
 * Performs what {@link SagaDecider} decides, and logs it: nothing between undoable steps that go
 * well, the decision to turn back before anything is undone, and every end.
 *
 * <p>When the log cannot be written it lets go at once and knows nothing: the row tells the next
 * owner what is true.
 */
@Component
public class SagaRunner {

    private static final Duration BACKGROUND = Duration.ofSeconds(2);

    private final SagaFence fence;
    private final SagaLeases leases;
    private final SagaFinisher finisher;
    private final FinishQueue queue;
    private final SagaTime time;

    SagaRunner(
            SagaFence fence,
            SagaLeases leases,
            SagaFinisher finisher,
            FinishQueue queue,
            SagaTime time) {
        this.fence = fence;
        this.leases = leases;
        this.finisher = finisher;
        this.queue = queue;
        this.time = time;
    }

    /**
     * Drives the saga to its pivot and leaves the rest to the background, or to its end where there
     * is no way forward. Steps that fail are tried again while the patience lasts, and none begins
     * after it; then any instance goes on.
     *
     * @param run a saga that this process owns; its transaction has been committed
     * @param patience how long; a call that has begun may take two seconds more
     * @return how far it came under this owner
     */
    public <T> SagaRun<T> drive(SagaRun<T> run, Duration patience) {
        long end = time.nanos() + patience.toNanos();
        return drive(run, end, end);
    }

    /** The same without a caller who waits. What breaks it is logged. */
    public void driveInBackground(SagaRun<?> run) {
        time.inBackground(
                "saga-" + run.id(),
                () -> leases.guard(run.id(), run.epoch(), () -> drive(run, BACKGROUND)));
    }

    /** The same until a step fails, for a saga that was taken over. */
    <T> SagaRun<T> goOn(SagaRun<T> run) {
        long now = time.nanos();
        return drive(run, now, now + BACKGROUND.toNanos());
    }

    private <T> SagaRun<T> drive(SagaRun<T> run, long patientUntil, long end) {
        SagaRun<T> current = run;
        while (true) {
            Progress<T> progress = advance(current, end);
            current = progress.run();
            if (progress.pause().isPositive()) {
                progress = pause(current, progress.pause(), patientUntil);
                current = progress.run();
            }
            if (progress.stopped()) {
                return current;
            }
        }
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

    private <T> Progress<T> advance(SagaRun<T> run, long end) {
        return switch (run.decide(time.nanos())) {
            case SagaDecision.Run(int i) -> step(run, i, end, StepPerformer::attempt);
            case SagaDecision.Undo(int i) -> step(run, i, end, StepPerformer::undo);
            case SagaDecision.Commit(int i) -> committed(run, fence.commitPivot(run, i));
            case SagaDecision.TurnBack(UndoReason why) -> committed(run, fence.turnBack(run, why));
            case SagaDecision.TurnBackLate() ->
                    committed(run, fence.turnBack(run, run.definition().reasonsNamed().late()));
            case SagaDecision.Close() -> committed(run, fence.close(run));
            case SagaDecision.Finish _, SagaDecision.Complete _, SagaDecision.Abandon _ ->
                    finish(run, end);
            case SagaDecision.Nothing() -> Progress.stop(run);
        };
    }

    /** A step to be tried, with calls that begin within this time. */
    private interface Trial<T> {
        StepPerformer.Attempt<T> of(SagaRun<T> run, int step, Duration time);
    }

    private static <T> Progress<T> committed(SagaRun<T> before, Optional<SagaRun<T>> after) {
        return after.map(Progress::on).orElseGet(() -> Progress.stop(before));
    }

    /** Tries a step within its lease, unless it is too late to begin. */
    private <T> Progress<T> step(SagaRun<T> run, int index, long end, Trial<T> trial) {
        long now = time.nanos();
        if (end - now <= 0) {
            return pause(run, Duration.ZERO, now);
        }
        SagaRun<T> leased = run;
        if (!run.isLeasedFor(StepPerformer.LONGEST, now)) { // a write more only where it is slow
            if (!fence.write(run, SagaLog.LEASE)) {
                return Progress.stop(run);
            }
            leased = run.leased(now, SagaLog.LEASE);
        }
        long most = Math.min(StepPerformer.LONGEST.toNanos(), end - now);
        StepPerformer.Attempt<T> attempt = trial.of(leased, index, Duration.ofNanos(most));
        int attempts = attempt.run().state().steps().get(index).attempts();
        return attempt.settled() ? Progress.on(attempt.run()) : failed(attempt.run(), attempts);
    }

    private <T> Progress<T> failed(SagaRun<T> run, int attempts) {
        return new Progress<>(run, SagaDecider.pause(attempts, time.random()), false);
    }

    /** After a pivot the caller has its answer; without one it waits for the end. */
    private <T> Progress<T> finish(SagaRun<T> run, long end) {
        if (run.definition().hasPivot()) {
            queue.submit(run, _ -> {});
            return Progress.stop(run);
        } else if (end - time.nanos() <= 0) {
            return pause(run, Duration.ZERO, end);
        }
        List<SagaRun<T>> after = finisher.finish(List.of(run));
        if (after.isEmpty() || after.getFirst().state().isEnded()) {
            return Progress.stop(after.isEmpty() ? run : after.getFirst());
        }
        return failed(after.getFirst(), after.getFirst().state().attempts());
    }

    /** Logs how far it came; waits if there is patience left, else lets others go on. */
    private <T> Progress<T> pause(SagaRun<T> run, Duration pause, long patientUntil) {
        long now = time.nanos();
        boolean patient = now + pause.toNanos() - patientUntil < 0;
        Duration lease = patient ? pause.plus(SagaLog.LEASE) : pause;
        return fence.write(run, lease) && patient && time.pause(pause)
                ? Progress.on(run.leased(now, lease))
                : Progress.stop(run);
    }
}
