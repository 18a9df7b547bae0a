/**
 * How much one caller may ask: a token bucket a caller, shared by all gateways through Redis. Who
 * is one caller, {@link shop.gateway.peers.Callers} says.
 *
 * <p>Promises: over the limit is 429 with {@code Retry-After}; without Redis, or with a slow one,
 * every gateway limits by itself, and only the first few requests notice. Not guaranteed: exactness
 * across that change, and across more callers than the local buckets hold. Proved by {@code
 * RateLimitIT}, {@code RateLimitWithoutRedisIT}, {@code SharedBucketsTests} and {@code
 * LocalBucketsTests}.
 */
@NullMarked
package shop.gateway.limits;

import org.jspecify.annotations.NullMarked;
