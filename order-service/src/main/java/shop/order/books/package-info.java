/**
 * The books of all three services, and whether they balance. Held by {@code BooksTests} and by
 * every system test.
 */
@NullMarked
package shop.order.books;

import org.jspecify.annotations.NullMarked;
