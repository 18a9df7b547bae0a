/**
 * Caches behind Spring's abstraction: entries in Redis that all processes share, and a small near
 * cache in each. Only for what is shown: nothing may be decided from one.
 *
 * <p>Promised, and held by {@code LayeredCacheIT}:
 *
 * <ul>
 *   <li>What was read before an eviction is not stored after it; whoever asks after the eviction
 *       has returned, in the same process, or has been heard of, in another, is not given it.
 *   <li>All processes together load a missing entry once, and each of them once without Redis.
 *   <li>An eviction that is not heard of, because the connection was lost, leaves a near entry
 *       behind for no longer than {@link shop.common.cache.CacheSpec#nearTime}.
 *   <li>Redis may be killed, frozen or emptied at any time. That costs a caller one short time
 *       limit at most and, once the breaker is open, nothing.
 *   <li>An entry that cannot be read is a miss.
 * </ul>
 *
 * <p>Not promised: that an eviction reaches Redis. If its process is killed before it, or cut off
 * while others are not, an old entry stays until its time to live is over, plus the two seconds of
 * a lease that was given before. Nor that a load happens only once when it takes longer than a
 * second.
 */
@NullMarked
package shop.common.cache;

import org.jspecify.annotations.NullMarked;
