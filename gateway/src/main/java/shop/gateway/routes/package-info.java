/**
 * Where requests go, and what guards the way: the table in {@code application.yml}.
 *
 * <p>Promises: what the table does not name is 404, its paths with another method 405. Every route
 * has a breaker and a time limit of its own; a service's own answers, its errors included, pass
 * unchanged, and the service is told how long its answer is waited for. A breaker counts what the
 * service did and nothing else. GET and HEAD are repeated, on another instance where there is one;
 * a POST only if nothing was sent, or if its connection broke and it bears a key. A connection that
 * is kept is read until it ends. Proved by {@code RoutingIT}, {@code RouteGuardIT}, {@code
 * BrokenConnectionsTests} and {@code KeptConnectionsIT}.
 */
@NullMarked
package shop.gateway.routes;

import org.jspecify.annotations.NullMarked;
