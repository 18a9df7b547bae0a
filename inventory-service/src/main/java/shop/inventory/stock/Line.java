package shop.inventory.stock;

import shop.inventory.products.Sku;

/** So many pieces of one product. */
public record Line(Sku sku, Quantity quantity) {

    /**
     * The same, of plain values.
     *
     * @throws IllegalArgumentException if they are not a SKU and a quantity
     */
    public static Line of(String sku, int quantity) {
        return new Line(new Sku(sku), new Quantity(quantity));
    }
}
