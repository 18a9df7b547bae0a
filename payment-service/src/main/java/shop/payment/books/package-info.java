/**
 * Where all the money is, counted in one statement, and whether everything agrees about it.
 *
 * <p>The books balance at every moment and under any load, because each movement of money is one
 * transaction and the count is one snapshot. Held by {@code BooksIT}.
 */
@NullMarked
package shop.payment.books;

import org.jspecify.annotations.NullMarked;
