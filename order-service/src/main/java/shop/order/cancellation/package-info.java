/**
 * Cancelling an order that was confirmed: its second saga, on the same engine, with nothing to
 * undo.
 *
 * <p>Promised: a cancelled order has given all its stock back and refunded all its money, once.
 * Held by {@code CancellationIT}.
 */
@NullMarked
package shop.order.cancellation;

import org.jspecify.annotations.NullMarked;
