/**
 * Caches in Redis behind Spring's cache abstraction.
 *
 * <p>A cache may lose everything at any moment and costs next to nothing while Redis is away; an
 * entry that cannot be read is a miss. Nothing may be decided from one. Held by {@code
 * GuardedCacheIT}.
 */
@NullMarked
package shop.common.cache;

import org.jspecify.annotations.NullMarked;
