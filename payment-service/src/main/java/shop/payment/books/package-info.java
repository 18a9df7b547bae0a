/**
 * Where all the money is, read in one statement, and whether everything agrees about it.
 *
 * <p>The books balance at every moment and under any load, because each movement of money is one
 * transaction and the statement is one snapshot. It adds up running totals, so it costs the same
 * after millions of payments; {@link shop.common.totals.RunningTotals} counts everything once an
 * hour and tells if they are wrong. Ledger and payments stay for ever: they are what the books
 * stand on, and a payment that ended still refuses the message that comes late. Held by {@code
 * BooksIT}.
 */
@NullMarked
package shop.payment.books;

import org.jspecify.annotations.NullMarked;
