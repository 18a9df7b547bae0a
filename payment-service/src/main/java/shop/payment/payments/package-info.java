/**
 * Payments: authorised, then captured or voided, then perhaps refunded.
 *
 * <p>What happens to a payment is decided by {@link shop.payment.payments.PaymentRules}, which
 * knows no database; {@link shop.payment.payments.Authorisations} and {@link
 * shop.payment.payments.Payments} do it, each change in one statement that also moves the account's
 * money and enters it into the ledger, since the checkout pays for every round trip. Everything is
 * idempotent by the payment's id, also two at the same time, and a void or a refund that comes
 * before its payment leaves a tombstone. Nothing depends on the locks.
 *
 * <p>Rows are locked payments first, by id, then accounts, by customer; an authorisation has the
 * account first, and never waits for the lock of a payment that exists. So callers never wait in a
 * circle.
 *
 * <p>A payment whose rows are damaged keeps no other one from being captured: {@code
 * DamagedPaymentsIT}. The rest is held by {@code PaymentRulesTests}, {@code PaymentsIT} and {@code
 * ConcurrentPaymentsIT}; the wire by {@code ContractsIT}.
 */
@NullMarked
package shop.payment.payments;

import org.jspecify.annotations.NullMarked;
