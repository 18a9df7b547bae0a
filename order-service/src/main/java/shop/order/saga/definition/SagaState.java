package shop.order.saga.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a saga stands: all that decisions are made of, and all that is logged.
 *
 * @param undone why it turns or turned back; set before the phase is, when a step was refused
 * @param attention whether it needs a human's; it is retried all the same
 */
public record SagaState(
        Phase phase, List<StepRecord> steps, @Nullable UndoReason undone, boolean attention) {

    /** The direction, or the end. */
    public enum Phase {
        RUNNING,
        UNDOING,
        COMPLETED,
        UNDONE,
        /** Given up past the pivot: nothing was undone, and the definition makes good for it. */
        ABANDONED
    }

    public SagaState {
        steps = List.copyOf(steps);
    }

    /** Whether the pivot is behind it, or there never was one: nothing will be undone. */
    public boolean isPastPivot() {
        return steps.stream()
                .filter(step -> step.kind() == StepKind.PIVOT)
                .allMatch(step -> step.state() == StepRecord.Progress.DONE);
    }

    /** Whether nothing more will happen. */
    public boolean isEnded() {
        return switch (phase) {
            case RUNNING, UNDOING -> false;
            case COMPLETED, UNDONE, ABANDONED -> true;
        };
    }

    /** How often the step it is at was tried. */
    public int attempts() {
        return steps.stream()
                .filter(step -> step.state() != StepRecord.Progress.DONE)
                .filter(step -> !isPastPivot() || step.kind() == StepKind.MUST_FINISH)
                .mapToInt(StepRecord::attempts)
                .findFirst()
                .orElse(0);
    }

    /** How often in a row, the last time, it was unknown what came of the step that it is at. */
    public int doubts() {
        return steps.stream()
                .filter(step -> step.kind() == StepKind.MUST_FINISH)
                .filter(step -> step.state() != StepRecord.Progress.DONE)
                .map(step -> Objects.requireNonNullElse(step.doubts(), 0))
                .findFirst()
                .orElse(0);
    }

    /** The same in this phase. */
    public SagaState with(Phase newPhase) {
        return new SagaState(newPhase, steps, undone, attention);
    }

    /** The same with this step in its place. */
    SagaState with(int index, StepRecord step) {
        List<StepRecord> changed = new ArrayList<>(steps);
        changed.set(index, step);
        return new SagaState(phase, changed, undone, attention);
    }

    /** The same with this reason to turn back, or none. */
    public SagaState with(@Nullable UndoReason why) {
        return new SagaState(phase, steps, why, attention);
    }

    /** The same, needing attention or not. */
    public SagaState withAttention(boolean needed) {
        return new SagaState(phase, steps, undone, needed);
    }
}
