/**
 * The process with a wire in front of every service, in a shop that was started with {@code
 * --chaos}. Proved by {@code WireProgramTests}.
 */
@NullMarked
package shop.local.wire;

import org.jspecify.annotations.NullMarked;
