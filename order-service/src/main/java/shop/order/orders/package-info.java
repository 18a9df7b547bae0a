/**
 * Orders: what was placed, and where it stands. A status only ever moves along its arrows, guarded
 * by a conditional statement. Held by {@code OrdersIT}.
 */
@NullMarked
package shop.order.orders;

import org.jspecify.annotations.NullMarked;
