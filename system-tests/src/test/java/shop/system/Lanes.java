package shop.system;

/**
 * What system tests share: one class of each lane runs at a time, so that there are two shops at
 * most. A test that measures is {@link org.junit.jupiter.api.parallel.Isolated} and has the machine
 * for itself.
 */
public final class Lanes {

    /** For tests that use the {@link RunningShop}. */
    public static final String RUNNING_SHOP = "the running shop";

    /** For tests that start a shop of their own. */
    public static final String SECOND_SHOP = "a second shop";

    private Lanes() {}
}
