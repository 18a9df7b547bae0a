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
import shop.order.saga.definition.SagaDecider;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.SagaStep;
import shop.order.saga.definition.StepOutcome;

/**
 * Performs a step within its time. One that throws is broken, not refused: nobody knows what it
 * did.
 */
final class StepPerformer {

    /** How long a step may take, with all that it calls. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(StepPerformer.class);

    private StepPerformer() {}

    /**
     * What an attempt came to.
     *
     * @param settled whether it needs no other
     */
    record Attempt<T>(SagaRun<T> run, boolean settled) {}

    /** Tries an undoable step once. */
    static <T> Attempt<T> attempt(SagaRun<T> run, int index) {
        SagaStep.Undoable<T> step = (SagaStep.Undoable<T>) run.definition().steps().get(index);
        Instant start = Instant.now();
        StepOutcome outcome = perform(step.name(), () -> step.action().apply(run.data()));
        SagaState state = SagaDecider.afterStep(run.state(), index, outcome, start, Instant.now());
        return new Attempt<>(
                run.with(state),
                outcome instanceof StepOutcome.Done || outcome instanceof StepOutcome.Refused);
    }

    /** Tries a step's compensation once. A refusal settles nothing: it must happen. */
    static <T> Attempt<T> undo(SagaRun<T> run, int index) {
        SagaStep.Undoable<T> step = (SagaStep.Undoable<T>) run.definition().steps().get(index);
        Instant start = Instant.now();
        StepOutcome outcome =
                perform("undo " + step.name(), () -> step.compensation().apply(run.data()));
        SagaState state = SagaDecider.afterUndo(run.state(), index, outcome, start, Instant.now());
        return new Attempt<>(run.with(state), outcome instanceof StepOutcome.Done);
    }

    private static StepOutcome perform(String name, Supplier<StepOutcome> step) {
        try {
            CrashPoints.hit("step.before", name);
            StepOutcome outcome = Deadline.in(LONGEST).during(step::get);
            CrashPoints.hit("step.after", name);
            return outcome;
        } catch (RuntimeException e) {
            LOG.error("step {} broke", name, e);
            return new StepOutcome.Unknown("broke: " + e.getClass().getSimpleName());
        }
    }

    /** Performs it for so many sagas in one call. */
    static List<StepOutcome> performAll(String name, int count, Supplier<List<StepOutcome>> step) {
        try {
            CrashPoints.hit("step.before", name);
            List<StepOutcome> outcomes = Deadline.in(LONGEST).during(step::get);
            CrashPoints.hit("step.after", name);
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
