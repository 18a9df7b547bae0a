/**
 * Locks in Redis that save work. They are only speed: whoever holds one must still be right if
 * another caller holds it too, and nothing waits long for one or fails without one.
 *
 * <p>A process that dies while it holds one costs each lock it held a second at most, and no other
 * lock anything: {@code DeadHolderIT}, with a process that is killed. The rest is held by {@code
 * RedisLocksIT}, {@code TlsIT}, {@code SentinelIT} and {@code ClusterIT}; the services' own tests
 * pass with locks that do nothing.
 */
@NullMarked
package shop.common.lock;

import org.jspecify.annotations.NullMarked;
