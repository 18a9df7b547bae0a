package shop.order.orders;

import shop.common.money.Money;

/**
 * One line of an order.
 *
 * @param name as the product was called when the order was placed
 * @param quantity 1 to 1000
 * @param price of one piece, as the shop quoted it when the order was placed
 */
public record OrderLine(String sku, String name, int quantity, Money price) {}
