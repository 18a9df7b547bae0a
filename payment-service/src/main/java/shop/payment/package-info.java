/**
 * Customers' accounts, payments, and the ledger behind both.
 *
 * <p>The service takes part in other services' sagas and starts none itself: every request carries
 * its caller's id or key, and doing it again changes nothing. Who may ask for what is in {@link
 * shop.payment.PaymentSecurity}, held by {@code SecurityIT}; the packages' dependencies by {@code
 * ModulesTests}.
 */
@NullMarked
package shop.payment;

import org.jspecify.annotations.NullMarked;
