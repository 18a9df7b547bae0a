/**
 * Connections that can be troubled: {@link shop.wire.Wire} between any two programs, and {@link
 * shop.wire.WireServer}, a program that holds some of them. Knows no word of the shop. Proved by
 * {@code WireTests}, and by {@code WireProgramTests} in {@code local}.
 */
@NullMarked
package shop.wire;

import org.jspecify.annotations.NullMarked;
