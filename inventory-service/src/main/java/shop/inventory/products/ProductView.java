package shop.inventory.products;

import shop.common.money.Money;

/**
 * A product as it is shown.
 *
 * @param available pieces that could be reserved when this was read; only for display
 */
public record ProductView(Sku sku, String name, String description, Money price, long available) {}
