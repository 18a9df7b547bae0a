package shop.order.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shop.common.crash.CrashPoints;
import shop.common.remote.Deadline;
import shop.common.remote.Trouble;
import shop.order.saga.definition.SagaDecider;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.SagaStep;
import shop.order.saga.definition.StepOutcome;

/**
 * Performs a step within its time. One that throws is broken, not refused: it is unknown what it
 * did.
 */
final class StepPerformer {

    /** For how long the calls of a step may begin. */
    static final Duration LONGEST = Duration.ofMillis(1500);

    /**
     * How long a step takes at most. A call that begins just before {@link #LONGEST} is over may
     * still wait for a pooled connection and to connect; one that finds that its token has ended
     * may wait for another token, and is then not made. An answer is waited for within {@link
     * #LONGEST}. It is less than a lease. Held by {@code SagaRecoveryIT}.
     */
    static final Duration AT_MOST = Duration.ofMillis(3500);

    private static final Logger LOG = LoggerFactory.getLogger(StepPerformer.class);

    private StepPerformer() {}

    /**
     * What an attempt came to.
     *
     * @param settled whether it needs no other
     */
    record Attempt<T>(SagaRun<T> run, boolean settled) {}

    /** Tries an undoable step once, with calls that begin within this time. */
    static <T> Attempt<T> attempt(SagaRun<T> run, int index, Duration time) {
        SagaStep.Undoable<T> step = (SagaStep.Undoable<T>) run.definition().steps().get(index);
        Instant start = Instant.now();
        StepOutcome outcome =
                perform(
                        step.name(),
                        time,
                        () -> run.definition().checked(step.action().apply(run.data())));
        SagaState state = SagaDecider.afterStep(run.state(), index, outcome, start, Instant.now());
        return new Attempt<>(
                run.with(state),
                outcome instanceof StepOutcome.Done || outcome instanceof StepOutcome.Refused);
    }

    /** Tries a step's compensation once. A refusal settles nothing: it must happen. */
    static <T> Attempt<T> undo(SagaRun<T> run, int index, Duration time) {
        SagaStep.Undoable<T> step = (SagaStep.Undoable<T>) run.definition().steps().get(index);
        Instant start = Instant.now();
        StepOutcome outcome =
                perform("undo " + step.name(), time, () -> step.compensation().apply(run.data()));
        SagaState state = SagaDecider.afterUndo(run.state(), index, outcome, start, Instant.now());
        return new Attempt<>(run.with(state), outcome instanceof StepOutcome.Done);
    }

    private static StepOutcome perform(String name, Duration time, Supplier<StepOutcome> step) {
        return performed(name, time, 1, () -> List.of(step.get())).getFirst();
    }

    /** Performs it for so many sagas in one call. */
    static List<StepOutcome> performAll(String name, int count, Supplier<List<StepOutcome>> step) {
        return performed(name, LONGEST, count, step);
    }

    private static List<StepOutcome> performed(
            String name, Duration time, int count, Supplier<List<StepOutcome>> step) {
        try {
            CrashPoints.hit("step.before", name);
            List<StepOutcome> outcomes = Deadline.in(time).during(step::get);
            CrashPoints.hit("step.after", name);
            if (outcomes.size() == count) {
                return outcomes;
            }
            throw new IllegalStateException(outcomes.size() + " outcomes for " + count);
        } catch (Throwable e) { // an error, too, is this step's trouble and no other's
            LOG.error("step {} broke", name, e);
            return Collections.nCopies(count, new StepOutcome.Unknown(Trouble.FAILED));
        }
    }
}
