package shop.order.saga.definition;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shop.common.remote.Trouble;

/**
 * What the log knows of one step.
 *
 * @param name as in the definition; how a row finds its definition's step again
 * @param attempts how often it was, or may have been, tried; 0 means that it surely never was
 * @param startedAt when it was first tried, by the runner's clock; for people, never for decisions
 * @param endedAt when it was done, refused or undone, by the runner's clock
 * @param detail a {@link Trouble}'s text if it was tried and is not done yet, the {@link
 *     UndoReason#code()} if it was refused; rows of older versions may say anything
 * @param doubts how often in a row, the last time, it was unknown what came of it; null if never
 */
public record StepRecord(
        String name,
        StepKind kind,
        Progress state,
        int attempts,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String detail,
        @Nullable Integer doubts) {

    /** Where a step stands. */
    public enum Progress {
        TODO,
        DONE,
        REFUSED,
        UNDONE
    }

    /** A step that surely was never tried. */
    public static StepRecord todo(String name, StepKind kind) {
        return new StepRecord(name, kind, Progress.TODO, 0, null, null, null, null);
    }

    StepRecord ended(Progress end, @Nullable String why, Instant start, Instant now) {
        Instant first = startedAt == null ? start : startedAt;
        return new StepRecord(name, kind, end, attempts + 1, first, now, why, null);
    }

    StepRecord tried(Trouble why, boolean inDoubt, Instant start) {
        Instant first = startedAt == null ? start : startedAt;
        Integer more = inDoubt ? Objects.requireNonNullElse(doubts, 0) + 1 : null;
        return new StepRecord(name, kind, state, attempts + 1, first, null, why.text(), more);
    }

    StepRecord perhapsTried() {
        return wasNeverTried()
                ? new StepRecord(name, kind, state, 1, null, null, null, null)
                : this;
    }

    /** Whether it surely never was tried, if the log is up to date. */
    public boolean wasNeverTried() {
        return state == Progress.TODO && attempts == 0;
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
