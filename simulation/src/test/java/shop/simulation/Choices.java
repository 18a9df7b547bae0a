package shop.simulation;

/** Whatever decides about everything that is not decided by the code that is simulated. */
interface Choices {

    /** Whether this happens, here. */
    boolean happens(Fault fault);

    /** One of so many, from 0. */
    int oneOf(int many);

    /**
     * Whom of so many a customer asks.
     *
     * @param turn how often he, or one before him, has asked
     */
    int whom(int many, int turn);

    /** Which of so many events that are due at the same time comes next; the first is its turn. */
    int next(int due);

    /** A time in nanoseconds, both ends included. */
    long between(long least, long most);
}
