/**
 * A real Redis, unpacked from a Maven artifact, and just enough of its protocol to ask it things.
 * Proved by {@code BackendsIT}.
 */
@NullMarked
package shop.local.redis;

import org.jspecify.annotations.NullMarked;
