package shop.order.saga.operators;

/**
 * Which sagas an operator wants to see. Those that have not ended come the oldest first, the others
 * the newest first. Sagas that ended as they should stay for ever, so they are looked for among the
 * newest thousand of all sagas only, and counted there.
 */
enum SagaFilter {
    RUNNING("saga WHERE ended_at IS NULL AND NOT attention", "created_at, id"),
    NEEDS_ATTENTION("saga WHERE ended_at IS NULL AND attention", "created_at, id"),
    COMPLETED(SagaFilter.NEWEST + "phase = 'COMPLETED'", "id DESC"),
    UNDONE(SagaFilter.NEWEST + "phase = 'UNDONE' AND NOT abandoned", "id DESC"),
    ABANDONED("saga WHERE abandoned", "created_at DESC, id DESC");

    // An id begins with the time at which it was made.
    private static final String NEWEST =
            "(SELECT * FROM saga ORDER BY id DESC LIMIT 1000) AS newest WHERE ";

    private final String source;
    private final String order;

    SagaFilter(String source, String order) {
        this.source = source;
        this.order = order;
    }

    /** What follows FROM in a statement that counts them. */
    String source() {
        return source;
    }

    /** What follows ORDER BY. */
    String order() {
        return order;
    }
}
