package shop.order.saga.definition;

/** What to do next about a saga. Steps are named by their position. */
public sealed interface SagaDecision {

    /** Try this undoable step. */
    record Run(int step) implements SagaDecision {}

    /** Commit the pivot. */
    record Commit(int step) implements SagaDecision {}

    /** Try this step, and nothing else until it is done. */
    record Finish(int step) implements SagaDecision {}

    /** Log that it is undone from now on, before anything is. */
    record TurnBack(UndoReason why) implements SagaDecision {}

    /** The same because the deadline has passed. */
    record TurnBackLate() implements SagaDecision {}

    /** Try this step's compensation. */
    record Undo(int step) implements SagaDecision {}

    /** Past the pivot a step turned out impossible: end here and let the definition say how. */
    record Abandon(UndoReason why) implements SagaDecision {}

    /** Everything is done: end it. */
    record Complete() implements SagaDecision {}

    /** Everything is undone: end it. */
    record Close() implements SagaDecision {}

    /** It has ended. */
    record Nothing() implements SagaDecision {}
}
