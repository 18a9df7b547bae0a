package shop.order.saga.definition;

/**
 * Why a saga is undone or abandoned: a value of the one sealed type that its definition names with
 * its {@link UndoReasons}. It is logged as JSON, as data, and nothing but a decision sets it.
 */
public interface UndoReason {

    /** A constant for people: in the step's detail, the log's lists and the metrics. */
    String code();

    /**
     * What versions read that know only {@link #code()} and a text: the detail that they would have
     * logged.
     */
    String detail();
}
