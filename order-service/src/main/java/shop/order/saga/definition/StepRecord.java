package shop.order.saga.definition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the log knows of one step.
 *
 * @param name as in the definition; how a row finds its definition's step again
 * @param attempts how often it was, or may have been, tried; 0 means that it surely never was
 * @param startedAt when it was first tried, by the runner's clock; for people, never for decisions
 * @param endedAt when it was done, refused or undone, by the runner's clock
 * @param detail why it is not done yet, or was refused
 */
public record StepRecord(
        String name,
        StepKind kind,
        Progress state,
        int attempts,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String detail) {

    /** Where a step stands. */
    public enum Progress {
        TODO,
        DONE,
        REFUSED,
        UNDONE
    }

    /** A step that surely was never tried. */
    public static StepRecord todo(String name, StepKind kind) {
        return new StepRecord(name, kind, Progress.TODO, 0, null, null, null);
    }

    StepRecord ended(Progress end, @Nullable String why, Instant start, Instant now) {
        Instant first = startedAt == null ? start : startedAt;
        return new StepRecord(name, kind, end, attempts + 1, first, now, why);
    }

    StepRecord tried(String why, Instant start) {
        Instant first = startedAt == null ? start : startedAt;
        return new StepRecord(name, kind, state, attempts + 1, first, null, why);
    }

    StepRecord perhapsTried() {
        return state == Progress.TODO && attempts == 0
                ? new StepRecord(name, kind, state, 1, null, null, "perhaps, by an earlier owner")
                : this;
    }

    /** Whether it may have had an effect that must be undone. */
    boolean mustBeUndone() {
        return switch (state) {
            case DONE -> true;
            case TODO -> attempts > 0;
            // A refusal after an attempt with an unknown end: the first may have been a yes.
            case REFUSED -> attempts > 1;
            case UNDONE -> false;
        };
    }
}
