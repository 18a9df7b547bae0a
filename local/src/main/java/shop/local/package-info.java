/**
 * Starts, watches, breaks and stops a whole shop on this machine. {@link shop.local.LocalShop} is
 * what the command line and the system tests use. A start that fails, or is interrupted, leaves
 * nothing running that was not running before; one that waits says why as soon as the process does.
 * Proved by {@code BackendsIT}, {@code StartupIT} and {@code StartupReasonIT}.
 */
@NullMarked
package shop.local;

import org.jspecify.annotations.NullMarked;
