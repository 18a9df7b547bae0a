package shop.inventory.stock;

import shop.inventory.products.Sku;

/**
 * The pieces there are of one product.
 *
 * @param available can be reserved
 * @param held reserved, but not sold yet
 * @param sold and not returned
 */
public record StockItem(Sku sku, long available, long held, long sold) {

    /**
     * Stock of which nothing is negative.
     *
     * @throws IllegalArgumentException if something is
     */
    public StockItem {
        if (available < 0 || held < 0 || sold < 0) {
            throw new IllegalArgumentException("there is no negative stock of " + sku);
        }
    }

    boolean allows(Movement movement, Quantity quantity) {
        return available + (long) movement.available * quantity.value() >= 0
                && held + (long) movement.held * quantity.value() >= 0
                && sold + (long) movement.sold * quantity.value() >= 0;
    }

    StockItem moved(Movement movement, Quantity quantity) {
        return new StockItem(
                sku,
                available + (long) movement.available * quantity.value(),
                held + (long) movement.held * quantity.value(),
                sold + (long) movement.sold * quantity.value());
    }
}
