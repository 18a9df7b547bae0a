/**
 * The inventory: what is sold, how much of it there is, and who has reserved it.
 *
 * <p>No piece is ever sold twice, promised without being there, or lost: at every moment what was
 * delivered is available, held or sold. Held by {@code OversellingIT} and {@code BooksIT}; {@code
 * ModularityTests} holds the packages apart.
 */
@NullMarked
package shop.inventory;

import org.jspecify.annotations.NullMarked;
