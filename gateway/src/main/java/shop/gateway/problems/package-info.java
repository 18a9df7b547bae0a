/**
 * Errors as RFC 9457 problems, and a page that explains each of them.
 *
 * <p>Promises: whatever fails in the gateway becomes {@code application/problem+json} with a trace
 * id and without internals; {@code /problems/{slug}} exists for every type of the public API.
 * Proved by {@code ErrorProblemsTests}, {@code ProblemPagesIT} and {@code RoutingIT}.
 */
@NullMarked
package shop.gateway.problems;

import org.jspecify.annotations.NullMarked;
