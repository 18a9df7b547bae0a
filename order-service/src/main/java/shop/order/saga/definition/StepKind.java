package shop.order.saga.definition;

/** What a step means for the way back. */
public enum StepKind {
    /** Can be undone; comes before the pivot. */
    UNDOABLE,
    /** One local commit: before it everything can be undone, after it nothing will be. */
    PIVOT,
    /** Is retried until it is done; comes after the pivot. */
    MUST_FINISH
}
