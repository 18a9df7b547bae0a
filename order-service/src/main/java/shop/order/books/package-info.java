/**
 * The books of all three services, and whether they balance.
 *
 * <p>Each service reads running totals in one statement, so the books cost the same after millions
 * of orders; {@link shop.common.totals.RunningTotals} counts everything once an hour and tells if
 * the totals are wrong. Held by {@code BooksTests}, {@code BooksWatchTests}, {@code OrderTotalsIT}
 * and by every system test.
 */
@NullMarked
package shop.order.books;

import org.jspecify.annotations.NullMarked;
