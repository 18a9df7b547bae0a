/**
 * Crash points: places at which a test can make the process die as {@code kill -9} would.
 *
 * <p>Promised: while none is armed, a point costs one read of a field; without the profile {@code
 * test} none can be armed, whatever is set or sent. Held by {@code CrashPointsTests}.
 */
@NullMarked
package shop.common.crash;

import org.jspecify.annotations.NullMarked;
