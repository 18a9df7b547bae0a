package shop.order.saga.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import shop.common.remote.Trouble;
import shop.order.saga.definition.SagaDecision.Abandon;
import shop.order.saga.definition.SagaDecision.Close;
import shop.order.saga.definition.SagaDecision.Commit;
import shop.order.saga.definition.SagaDecision.Complete;
import shop.order.saga.definition.SagaDecision.Finish;
import shop.order.saga.definition.SagaDecision.Nothing;
import shop.order.saga.definition.SagaDecision.Run;
import shop.order.saga.definition.SagaDecision.TurnBack;
import shop.order.saga.definition.SagaDecision.TurnBackLate;
import shop.order.saga.definition.SagaDecision.Undo;
import shop.order.saga.definition.SagaState.Phase;
import shop.order.saga.definition.StepOutcome.Done;
import shop.order.saga.definition.StepOutcome.NotSent;
import shop.order.saga.definition.StepOutcome.Refused;
import shop.order.saga.definition.StepOutcome.Unknown;

class SagaDeciderTests {

    private static final Instant NOW = Instant.EPOCH;
    private static final int RESERVE = 0;
    private static final int AUTHORISE = 1;
    private static final int CONFIRM = 2;
    private static final int CAPTURE = 3;
    private static final StepOutcome DONE = new Done();
    private static final StepOutcome UNKNOWN = new Unknown(Trouble.TIMED_OUT);
    private static final StepOutcome NOT_SENT = new NotSent(Trouble.NOT_REACHABLE);
    private static final No BECAUSE = new No("because");
    private static final StepOutcome NO = new Refused(BECAUSE);

    private record No(String detail) implements UndoReason {

        @Override
        public String code() {
            return "NO";
        }
    }

    private static final UndoReasons<No> REASONS =
            new UndoReasons<>(No.class, new No("late"), (_, detail) -> new No(detail));

    private final SagaState beginning =
            SagaDefinition.named("test", String.class, REASONS)
                    .step("reserve", _ -> DONE)
                    .undoneBy(_ -> DONE)
                    .step("authorise", _ -> DONE)
                    .undoneBy(_ -> DONE)
                    .pointOfNoReturn("confirm", _ -> {})
                    .mustFinish("capture", _ -> List.of())
                    .build()
                    .beginning();

    @Test
    void runsItsStepsInTheirOrder() {
        SagaState saga = beginning;
        assertThat(decide(saga)).isEqualTo(new Run(RESERVE));
        saga = step(saga, RESERVE, DONE);
        assertThat(decide(saga)).isEqualTo(new Run(AUTHORISE));
        saga = step(saga, AUTHORISE, DONE);
        assertThat(decide(saga)).isEqualTo(new Commit(CONFIRM));
        saga = step(saga, CONFIRM, DONE);
        assertThat(decide(saga)).isEqualTo(new Finish(CAPTURE));
        saga = step(saga, CAPTURE, DONE);
        assertThat(decide(saga)).isEqualTo(new Complete());
        assertThat(decide(saga.with(Phase.COMPLETED))).isEqualTo(new Nothing());
    }

    @Test
    void triesAStepAgainWhoseEndIsUnknown() {
        assertThat(decide(step(beginning, RESERVE, UNKNOWN))).isEqualTo(new Run(RESERVE));
        assertThat(decide(step(beginning, RESERVE, NOT_SENT))).isEqualTo(new Run(RESERVE));
    }

    @Test
    void turnsBackWhenAStepIsRefused() {
        SagaState refused = step(step(beginning, RESERVE, DONE), AUTHORISE, NO);
        assertThat(decide(refused)).isEqualTo(new TurnBack(BECAUSE));
    }

    @Test
    void turnsBackWhenItIsLate() {
        assertThat(SagaDecider.decide(step(beginning, RESERVE, UNKNOWN), true))
                .isEqualTo(new TurnBackLate());
    }

    @Test
    void turnsBackAtThePivotWhenItIsLate() {
        SagaState ready = step(step(beginning, RESERVE, DONE), AUTHORISE, DONE);
        assertThat(SagaDecider.decide(ready, true)).isEqualTo(new TurnBackLate());
    }

    @Test
    void isNeverLateBehindThePivot() {
        assertThat(SagaDecider.decide(confirmed(), true)).isEqualTo(new Finish(CAPTURE));
    }

    @Test
    void skipsBehindThePivotWhatANewVersionWouldHaveDoneBeforeIt() {
        List<StepRecord> steps = new ArrayList<>(confirmed().steps());
        steps.add(CONFIRM, StepRecord.todo("check", StepKind.UNDOABLE));
        SagaState saga = new SagaState(Phase.RUNNING, steps, null, false);
        for (boolean late : List.of(true, false)) {
            assertThat(SagaDecider.decide(saga, late)).isEqualTo(new Finish(CAPTURE + 1));
        }
        SagaState finished = step(saga, CAPTURE + 1, DONE);
        assertThat(SagaDecider.decide(finished, true)).isEqualTo(new Complete());
    }

    @Test
    void countsHowOftenInARowNobodyKnowsWhatCameOfIt() {
        SagaState doubted = step(step(confirmed(), CAPTURE, UNKNOWN), CAPTURE, UNKNOWN);
        assertThat(doubted.doubts()).isEqualTo(2);
        assertThat(step(doubted, CAPTURE, NOT_SENT).doubts()).isZero();
        assertThat(confirmed().doubts()).isZero();
    }

    @Test
    void undoesBackwardsWhatMayHaveHappened() {
        SagaState undoing = undoing(step(step(beginning, RESERVE, DONE), AUTHORISE, UNKNOWN));
        assertThat(decide(undoing)).isEqualTo(new Undo(AUTHORISE));
        undoing = undo(undoing, AUTHORISE, DONE);
        assertThat(decide(undoing)).isEqualTo(new Undo(RESERVE));
        undoing = undo(undoing, RESERVE, DONE);
        assertThat(decide(undoing)).isEqualTo(new Close());
    }

    @Test
    void doesNotUndoWhatWasRefusedAtOnceOrNeverTried() {
        assertThat(decide(undoing(step(beginning, RESERVE, NO)))).isEqualTo(new Close());
    }

    @Test
    void undoesARefusalThatCameAfterAnUnknown() {
        SagaState saga = undoing(step(step(beginning, RESERVE, UNKNOWN), RESERVE, NO));
        assertThat(decide(saga)).isEqualTo(new Undo(RESERVE));
    }

    @Test
    void undoesAgainUntilItIsDone() {
        SagaState undoing = undoing(step(beginning, RESERVE, DONE));
        for (StepOutcome failure : List.of(UNKNOWN, NOT_SENT, NO)) {
            undoing = undo(undoing, RESERVE, failure);
            assertThat(decide(undoing)).isEqualTo(new Undo(RESERVE));
        }
    }

    @Test
    void undoesAllThatAnEarlierOwnerMayHaveTried() {
        SagaState takenOver = undoing(SagaDecider.takenOver(beginning));
        assertThat(decide(takenOver)).isEqualTo(new Undo(AUTHORISE));
    }

    @Test
    void goesOnForwardsForANewOwner() {
        assertThat(decide(SagaDecider.takenOver(beginning))).isEqualTo(new Run(RESERVE));
        assertThat(SagaDecider.takenOver(confirmed())).isEqualTo(confirmed());
    }

    @Test
    void isNeverUndoneBehindThePivot() {
        SagaState refused = step(confirmed(), CAPTURE, NO);
        assertThat(decide(refused)).isEqualTo(new Abandon(BECAUSE));
    }

    @Test
    void asksForAttentionWhenAStepThatMustFinishDoesNot() {
        SagaState stuck = repeated(confirmed(), saga -> step(saga, CAPTURE, UNKNOWN));
        assertThat(stuck.attention()).isTrue();
        assertThat(decide(stuck)).isEqualTo(new Finish(CAPTURE));
        assertThat(step(stuck, CAPTURE, DONE).attention()).isFalse();
    }

    @Test
    void asksForAttentionWhenAnUndoDoesNotCome() {
        SagaState undoing = undoing(step(beginning, RESERVE, DONE));
        assertThat(repeated(undoing, saga -> undo(saga, RESERVE, UNKNOWN)).attention()).isTrue();
        SagaState waiting = repeated(beginning, saga -> step(saga, RESERVE, UNKNOWN));
        assertThat(waiting.attention()).as("its deadline takes care of it").isFalse();
    }

    @Test
    void pausesLongerEachTimeAndNeverForLong() {
        assertThat(SagaDecider.pause(1, 0)).isEqualTo(Duration.ofMillis(50));
        assertThat(SagaDecider.pause(2, 0)).isEqualTo(Duration.ofMillis(100));
        assertThat(SagaDecider.pause(2, 1)).isEqualTo(Duration.ofMillis(50));
        assertThat(SagaDecider.pause(1_000_000, 0)).isEqualTo(Duration.ofMillis(3200));
    }

    private static SagaDecision decide(SagaState saga) {
        return SagaDecider.decide(saga, false);
    }

    private SagaState confirmed() {
        SagaState ready = step(step(beginning, RESERVE, DONE), AUTHORISE, DONE);
        return step(ready, CONFIRM, DONE);
    }

    private static SagaState step(SagaState saga, int index, StepOutcome outcome) {
        return SagaDecider.afterStep(saga, index, outcome, NOW, NOW);
    }

    private static SagaState undo(SagaState saga, int index, StepOutcome outcome) {
        return SagaDecider.afterUndo(saga, index, outcome, NOW, NOW);
    }

    private static SagaState undoing(SagaState saga) {
        return saga.with(BECAUSE).with(Phase.UNDOING);
    }

    private static SagaState repeated(SagaState saga, UnaryOperator<SagaState> attempt) {
        SagaState state = saga;
        for (int i = 0; i < 10; i++) {
            state = attempt.apply(state);
        }
        return state;
    }
}
