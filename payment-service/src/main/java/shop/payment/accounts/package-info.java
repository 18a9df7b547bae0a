/**
 * What customers have: a balance they can spend, and what is held for their payments.
 *
 * <p>A customer without an account has nothing, and gets one with the first top-up. A top-up with
 * the same key is done once. Held by {@code AccountsIT}.
 */
@NullMarked
package shop.payment.accounts;

import org.jspecify.annotations.NullMarked;
