package shop.payment.books;

import shop.common.money.Money;

/**
 * Where all the money is.
 *
 * @param deposited all that ever came in
 * @param balance what customers can spend
 * @param held what is set aside for authorised payments
 * @param captured all that was ever captured, also what was refunded later
 * @param refunded all that was ever refunded
 * @param balanced whether accounts, payments and ledger tell the same story, down to each account
 */
record Books(
        Money deposited,
        Money balance,
        Money held,
        Money captured,
        Money refunded,
        boolean balanced) {}
