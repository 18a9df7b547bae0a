package shop.inventory.stock;

/** A way that pieces go; none adds or loses any. */
public enum Movement {
    /** From the shelf to a customer who is about to buy. */
    HOLD(-1, +1, 0),
    /** From a hold back to the shelf. */
    LET_GO(+1, -1, 0),
    /** From a hold to its buyer. */
    SELL_HELD(0, -1, +1),
    /** From the shelf to a buyer whose hold has ended. */
    SELL_AVAILABLE(-1, 0, +1),
    /** From a buyer back to the shelf. */
    TAKE_BACK(+1, 0, -1),
    /** Nowhere. */
    NONE(0, 0, 0);

    final int available;
    final int held;
    final int sold;

    Movement(int available, int held, int sold) {
        this.available = available;
        this.held = held;
        this.sold = sold;
    }
}
