/**
 * The front door: one table of routes, tokens checked, callers limited, a breaker a route, and the
 * instance and version chosen that fits the request.
 *
 * <p>Promises: nothing outside the table in {@code application.yml} reaches a service, and every
 * error the gateway makes itself is a problem. Proved by {@code RoutingIT}.
 */
@NullMarked
package shop.gateway;

import org.jspecify.annotations.NullMarked;
