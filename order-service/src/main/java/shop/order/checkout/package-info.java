/**
 * Placing an order and checking it out.
 *
 * <p>Promised: one order for a customer's key, whatever is repeated; the answer that a customer got
 * is true for ever; an order is confirmed only with all its goods and its money set aside. Held by
 * {@code CheckoutIT}.
 */
@NullMarked
package shop.order.checkout;

import org.jspecify.annotations.NullMarked;
