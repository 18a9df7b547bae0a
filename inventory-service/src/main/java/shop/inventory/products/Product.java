package shop.inventory.products;

import shop.common.money.Money;

/**
 * What an order needs to know of a product.
 *
 * @param price of one piece, before an order is placed; the shop's, never a caller's
 */
record Product(Sku sku, String name, Money price) {}
