package shop.order.saga.operators;

/** Which sagas an operator wants to see. */
enum SagaFilter {
    RUNNING("ended_at IS NULL AND NOT attention"),
    NEEDS_ATTENTION("ended_at IS NULL AND attention"),
    COMPLETED("phase = 'COMPLETED'"),
    UNDONE("phase = 'UNDONE' AND NOT abandoned"),
    ABANDONED("abandoned");

    private final String condition;

    SagaFilter(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }
}
