package shop.simulation;

/** Versions of the order service, of which two run side by side while one replaces the other. */
public enum Version {
    /** As it is. */
    TODAY,
    /** With one more step, before all others: to book a courier. */
    NEXT;

    /** The step that only the next version knows. */
    public static final String NEW_STEP = "book courier";

    /** Whether this version can go on with a saga that has such a row. */
    boolean reads(Saga row) {
        return this == NEXT || !row.told().steps().contains(NEW_STEP);
    }
}
