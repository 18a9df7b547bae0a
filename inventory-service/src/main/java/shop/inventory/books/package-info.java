/**
 * The books of the stock: whether every piece that was delivered is where it should be.
 *
 * <p>Read in one statement, so they balance at every moment and under any load, or something is
 * wrong. It compares the stock, a row a product, with the running totals of deliveries and
 * reservations, so it costs the same after millions of them; {@link
 * shop.common.totals.RunningTotals} counts them all once an hour and tells if the totals are wrong.
 * Deliveries and reservations stay for ever: they are what the books stand on, and a reservation
 * that ended still refuses the message that comes late. Held by {@code BooksIT}.
 */
@NullMarked
package shop.inventory.books;

import org.jspecify.annotations.NullMarked;
