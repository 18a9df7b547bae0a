/**
 * Orders: what was placed, and where it stands. A status only ever moves along its arrows, guarded
 * by a conditional statement. Orders stay for ever: they are what the customer bought. What is
 * asked of them costs the same after millions of them. Held by {@code OrdersIT} and {@code
 * VolumeIT}.
 */
@NullMarked
package shop.order.orders;

import org.jspecify.annotations.NullMarked;
