/**
 * What is common to all uses of Redis: it is only speed, and no caller waits for one that is away.
 *
 * <p>Promises: whoever meets a lost Redis first waits for its time limit, a quarter of a second at
 * most; until it is back no other caller waits at all. Not guaranteed for those who were waiting
 * already. Proved by {@code RedisLocksIT} and {@code LayeredCacheIT}, which print what was lost,
 * and with real processes by {@code RedisFaults}.
 */
@NullMarked
package shop.common.redis;

import org.jspecify.annotations.NullMarked;
