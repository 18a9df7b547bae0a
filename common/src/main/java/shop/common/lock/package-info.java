/**
 * Locks in Redis that save work. They are only speed: whoever holds one must still be right if
 * somebody else holds it too, and nothing waits long for one or fails without one.
 *
 * <p>Held by {@code RedisLocksIT}; the services' own tests pass with locks that do nothing.
 */
@NullMarked
package shop.common.lock;

import org.jspecify.annotations.NullMarked;
