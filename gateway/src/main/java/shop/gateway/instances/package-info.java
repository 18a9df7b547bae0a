/**
 * Which instance of a service gets a request.
 *
 * <p>Promises: an instance whose connection just failed gets none for a few seconds, as long as
 * there is another; so a killed instance costs one request and not half of them until its lease
 * ends. Not guaranteed for an instance that hangs: only its time limit ends those. Proved by {@code
 * RouteGuardIT}; who is suspected is told by {@code shop.instances}.
 *
 * <p>A service may be given its requests by consistent hashing, so that each of its instances finds
 * its own keys in its near cache: {@code shop.gateway.placement} names the path variable that is
 * the key. Promises: the same key goes to the same instance as long as that one is known,
 * unsuspected and has no more than 1.25 times the mean of the requests in flight, and a repeat goes
 * to another; an instance that joins or leaves moves at most 1.1/N of the keys. Proved by {@code
 * HashRingTests} and {@code PlacementIT}; what it gains is shown by {@code NearCacheIT}.
 */
@NullMarked
package shop.gateway.instances;

import org.jspecify.annotations.NullMarked;
