package shop.inventory.stock;

/**
 * A number of pieces.
 *
 * @param value 1 to {@value #MOST}
 */
public record Quantity(int value) {

    /** The most that is delivered or ordered at once. */
    public static final int MOST = 100_000;

    /**
     * So many pieces.
     *
     * @throws IllegalArgumentException if they are none, or too many
     */
    public Quantity {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException("a quantity is 1 to " + MOST);
        }
    }
}
