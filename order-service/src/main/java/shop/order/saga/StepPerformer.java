package shop.order.saga;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shop.common.crash.CrashPoints;
import shop.common.remote.Deadline;

/**
 * Performs a step within its time. One that throws is broken, not refused: nobody knows what it
 * did.
 */
final class StepPerformer {

    /** How long a step may take, with all that it calls. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(StepPerformer.class);

    private StepPerformer() {}

    static StepOutcome perform(String name, Supplier<StepOutcome> step) {
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
