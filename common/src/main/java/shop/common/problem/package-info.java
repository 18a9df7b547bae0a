/**
 * Every error is an RFC 9457 problem with a type, a trace id, and nothing of our insides.
 *
 * <p>{@link shop.common.problem.Problems} makes them; an advice turns what Spring MVC itself
 * refuses into the same form, and hides what broke behind a plain 500 or 503. Every 5xx that is
 * made here leaves exactly one line in the log, with its cause and the trace id. Held by {@code
 * ProblemsIT} and {@code ServerErrorLinesIT}.
 */
@NullMarked
package shop.common.problem;

import org.jspecify.annotations.NullMarked;
