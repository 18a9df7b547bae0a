/**
 * The {@code ./shop} command: what it understands, and what it shows. Proved by {@code
 * CommandTests} and {@code BackendsIT}.
 */
@NullMarked
package shop.local.cli;

import org.jspecify.annotations.NullMarked;
