/**
 * What arrives on a connection, before it is a request to a service.
 *
 * <p>Promises: a request that is not well-formed, too large, or too slow to arrive is answered with
 * a problem, by {@code shop.edge}'s rules, and reaches no route and no breaker; what is handed on
 * is escaped, so that it is decoded once and to what was sent. An answer is not lost because its
 * caller was still sending. Proved by {@code OddRequestsIT}, {@code ArrivalIT} and {@code
 * RequestGateTests}.
 */
@NullMarked
package shop.gateway.arrival;

import org.jspecify.annotations.NullMarked;
