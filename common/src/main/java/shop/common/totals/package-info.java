/**
 * Running totals of tables that grow without end, exact in every snapshot.
 *
 * <p>A total is a table of differences. Triggers add a row to it for every statement that changes
 * what is totalled, in the transaction that makes the change, so it does not matter which version
 * of a service makes it. The sum of all rows is the total. Rows are only added, so no two
 * transactions wait for each other, as they would at a counter that both update; a job replaces
 * many rows by their sum. The service's migrations create the table, its triggers, a view of what
 * the total lacks and the function that folds it.
 *
 * <p>A trigger that is switched off, or a fold that loses a row, would never be noticed by looking
 * at totals alone: so everything is counted soon after a start and once an hour, and compared, at
 * one moment. The verdict stays in the database, for all instances and those that start later.
 *
 * <p>Not guaranteed: that reading stays cheap while a transaction elsewhere stays open for hours,
 * because PostgreSQL keeps folded rows for as long as a transaction might see them. Held by {@code
 * OrderTotalsIT} and by the {@code BooksIT} of the services that have them.
 */
@NullMarked
package shop.common.totals;

import org.jspecify.annotations.NullMarked;
