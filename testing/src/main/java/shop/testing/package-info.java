/**
 * Real PostgreSQL and Redis for tests, never a mock of them.
 *
 * <p>{@link shop.testing.Backends} is the one place that decides where they come from: containers
 * when a Docker engine answers, embedded servers otherwise, or what {@code -Dshop.backends} says.
 */
@NullMarked
package shop.testing;

import org.jspecify.annotations.NullMarked;
