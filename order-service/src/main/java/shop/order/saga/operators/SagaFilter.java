package shop.order.saga.operators;

/**
 * Which sagas an operator wants to see. Those that have not ended come the oldest first, the others
 * the newest first. Sagas that ended stay for ever, so what is shown and counted has an end: the
 * newest thousand that were abandoned, and of the others those among the newest thousand of all.
 */
enum SagaFilter {
    RUNNING("saga WHERE ended_at IS NULL AND NOT attention", "created_at, id"),
    NEEDS_ATTENTION("saga WHERE ended_at IS NULL AND attention", "created_at, id"),
    COMPLETED(SagaFilter.NEWEST + "phase = 'COMPLETED'", "id DESC"),
    UNDONE(SagaFilter.NEWEST + "phase = 'UNDONE' AND NOT abandoned", "id DESC"),
    ABANDONED(
            "(SELECT "
                    + SagaFilter.COLUMNS
                    + " FROM saga WHERE abandoned ORDER BY created_at DESC, id DESC LIMIT 1000)"
                    + " AS newest",
            "created_at DESC, id DESC");

    private static final String COLUMNS =
            "id, name, phase, attention, abandoned, ended_at, owner, epoch, reason, detail, trouble,"
                    + " created_at, lease_until, steps";

    // An id begins with the time at which it was made.
    private static final String NEWEST =
            "(SELECT "
                    + SagaFilter.COLUMNS
                    + " FROM saga ORDER BY id DESC LIMIT 1000) AS newest WHERE ";

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
