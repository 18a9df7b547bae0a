/**
 * Starts, watches, breaks and stops a whole shop on this machine. {@link shop.local.LocalShop} is
 * what the command line and the system tests use. A start that fails, or is interrupted, leaves
 * nothing running that was not running before. Proved by {@code BackendsIT} and {@code StartupIT}.
 */
@NullMarked
package shop.local;

import org.jspecify.annotations.NullMarked;
