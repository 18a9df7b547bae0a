/**
 * Calls to other services, none of them without its guards.
 *
 * <p>Every HTTP service group of the application is decorated in one place with a deadline, a
 * bulkhead, a breaker per target service, a retry with a budget where a repeat is harmless, and
 * this service's own token. {@link shop.common.remote.RemoteOutcome} says what is known after a
 * call. Held by {@code GuardedCallsIT} and {@code RemoteOutcomeTests}.
 */
@NullMarked
package shop.common.remote;

import org.jspecify.annotations.NullMarked;
