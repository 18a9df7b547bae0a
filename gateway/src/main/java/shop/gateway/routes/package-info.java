/**
 * Where requests go, and what guards the way: the table in {@code application.yml}.
 *
 * <p>Promises: what the table does not name is 404, its paths with another method 405. Every route
 * has a breaker and a time limit of its own; a service's own answers, its errors included, pass
 * unchanged. Only GET and HEAD are repeated, on another instance where there is one. A connection
 * that is kept is read until it ends. Proved by {@code RoutingIT}, {@code RouteGuardIT} and {@code
 * KeptConnectionsIT}.
 */
@NullMarked
package shop.gateway.routes;

import org.jspecify.annotations.NullMarked;
