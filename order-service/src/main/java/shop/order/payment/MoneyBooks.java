package shop.order.payment;

import shop.common.money.Money;

/**
 * The payment service's books.
 *
 * @param captured all that ever was, refunded or not
 * @param balanced whether they add up, by its own count
 */
public record MoneyBooks(
        Money deposited,
        Money balance,
        Money held,
        Money captured,
        Money refunded,
        boolean balanced) {}
