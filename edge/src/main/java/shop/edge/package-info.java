/**
 * Which requests are well-formed, and what is said of those that are not.
 *
 * <p>The gateway and every service ask {@link shop.edge.RequestRules} before anything else is done
 * with a request, so that a stranger's bytes meet the same answer at each door and never a parser
 * further in. {@link shop.edge.ProblemType} is the one catalogue of problems. Nothing here knows a
 * web server. Held by {@code RequestRulesTests}, {@code HeaderRulesTests}, {@code
 * RequestTargetTests} and {@code ProblemTypeTests}; the doors themselves by {@code OddRequestsIT}.
 */
@NullMarked
package shop.edge;

import org.jspecify.annotations.NullMarked;
