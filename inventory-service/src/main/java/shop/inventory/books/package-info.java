/**
 * The books of the stock: whether every piece that was delivered is where it should be.
 *
 * <p>Counted in one statement, so they balance at every moment and under any load, or something is
 * wrong. Held by {@code BooksIT}.
 */
@NullMarked
package shop.inventory.books;

import org.jspecify.annotations.NullMarked;
