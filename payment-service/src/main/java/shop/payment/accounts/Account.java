package shop.payment.accounts;

import java.util.Currency;
import shop.common.money.Money;

/**
 * A customer's money, as api.md shows it.
 *
 * @param balance what he can spend; what is held is not in it
 * @param held what is set aside for authorised payments
 */
record Account(String customer, Money balance, Money held) {

    static final Currency EUR = Currency.getInstance("EUR");

    static Account empty(String customer) {
        return new Account(customer, Money.zero(EUR), Money.zero(EUR));
    }
}
