package shop.order.saga.definition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import shop.common.remote.Trouble;
import shop.order.saga.definition.SagaState.Phase;
import shop.order.saga.definition.StepRecord.Progress;

/** The rules of a saga, as functions of its state and nothing else. */
public final class SagaDecider {

    private static final int ATTEMPTS_BEFORE_ATTENTION = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int DOUBLINGS = 6;

    private SagaDecider() {}

    /**
     * What to do next.
     *
     * @param late whether the deadline has passed, by the database's clock; it only matters before
     *     the pivot
     */
    public static SagaDecision decide(SagaState saga, boolean late) {
        return switch (saga.phase()) {
            case RUNNING -> forward(saga, late);
            case UNDOING -> backward(saga);
            case COMPLETED, UNDONE, ABANDONED -> new SagaDecision.Nothing();
        };
    }

    private static SagaDecision forward(SagaState saga, boolean late) {
        UndoReason why = saga.undone();
        if (saga.isPastPivot()) {
            return why == null ? finishing(saga) : new SagaDecision.Abandon(why);
        } else if (why != null) {
            return new SagaDecision.TurnBack(why);
        } else if (late) {
            return new SagaDecision.TurnBackLate();
        }
        int next = next(saga.steps(), _ -> true);
        return switch (saga.steps().get(next).kind()) {
            case UNDOABLE -> new SagaDecision.Run(next);
            case PIVOT -> new SagaDecision.Commit(next);
            case MUST_FINISH -> new SagaDecision.Finish(next);
        };
    }

    // Whatever comes before the pivot is over then, also what only a newer version would have done.
    private static SagaDecision finishing(SagaState saga) {
        int next = next(saga.steps(), step -> step.kind() == StepKind.MUST_FINISH);
        return next < 0 ? new SagaDecision.Complete() : new SagaDecision.Finish(next);
    }

    private static SagaDecision backward(SagaState saga) {
        List<StepRecord> steps = saga.steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).kind() == StepKind.UNDOABLE && steps.get(i).mustBeUndone()) {
                return new SagaDecision.Undo(i);
            }
        }
        return new SagaDecision.Close();
    }

    private static int next(List<StepRecord> steps, Predicate<StepRecord> among) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).state() != Progress.DONE && among.test(steps.get(i)))
                .findFirst()
                .orElse(-1);
    }

    /** The state after a step was tried. */
    public static SagaState afterStep(
            SagaState saga, int index, StepOutcome outcome, Instant start, Instant now) {
        StepRecord step = saga.steps().get(index);
        return switch (outcome) {
            case StepOutcome.Done() ->
                    saga.with(index, step.ended(Progress.DONE, null, start, now))
                            .withAttention(false);
            case StepOutcome.Refused(UndoReason why) ->
                    saga.with(index, step.ended(Progress.REFUSED, why.code(), start, now))
                            .with(why);
            case StepOutcome.NotSent(Trouble why) ->
                    retried(saga, index, step.tried(why, false, start));
            case StepOutcome.Unknown(Trouble why) ->
                    retried(saga, index, step.tried(why, true, start));
        };
    }

    /** The state after a compensation was tried. Who refuses one is asked again: it must happen. */
    public static SagaState afterUndo(
            SagaState saga, int index, StepOutcome outcome, Instant start, Instant now) {
        StepRecord step = saga.steps().get(index);
        return switch (outcome) {
            case StepOutcome.Done() ->
                    saga.with(index, step.ended(Progress.UNDONE, step.detail(), start, now))
                            .withAttention(false);
            case StepOutcome.Refused _ ->
                    saga.with(index, step.tried(Trouble.FAILED, false, start)).withAttention(true);
            case StepOutcome.NotSent(Trouble why) ->
                    retried(saga, index, step.tried(why, false, start));
            case StepOutcome.Unknown(Trouble why) ->
                    retried(saga, index, step.tried(why, true, start));
        };
    }

    private static SagaState retried(SagaState saga, int index, StepRecord step) {
        boolean stuck =
                step.attempts() >= ATTEMPTS_BEFORE_ATTENTION
                        && (saga.phase() == Phase.UNDOING || step.kind() == StepKind.MUST_FINISH);
        return saga.with(index, step).withAttention(saga.attention() || stuck);
    }

    /**
     * The state as a new owner must see it: an earlier owner may have tried any undoable step and
     * died before it could say so.
     */
    public static SagaState takenOver(SagaState saga) {
        if (saga.phase() != Phase.RUNNING || saga.isPastPivot()) {
            return saga;
        }
        List<StepRecord> steps =
                saga.steps().stream()
                        .map(s -> s.kind() == StepKind.UNDOABLE ? s.perhapsTried() : s)
                        .toList();
        return new SagaState(saga.phase(), steps, saga.undone(), saga.attention());
    }

    /**
     * How long to wait before a step is tried again: doubling from 50 ms to 3.2 s, less up to a
     * half of it at random, so that many who failed together do not come back together.
     *
     * @param random from 0 to 1
     */
    public static Duration pause(int attempts, double random) {
        long most = FIRST_PAUSE.toMillis() << Math.clamp(attempts - 1, 0, DOUBLINGS);
        return Duration.ofMillis(Math.round(most * (1 - random / 2)));
    }
}
