/**
 * Migrations of a database that others are using: an instance of a new version migrates it while
 * the old ones serve.
 *
 * <p>A migration waits a moment for each lock, gives up, and is tried again, so a reader that takes
 * long delays the new version and nothing else. Held by {@code MigrationsIT}.
 */
@NullMarked
package shop.common.migration;

import org.jspecify.annotations.NullMarked;
