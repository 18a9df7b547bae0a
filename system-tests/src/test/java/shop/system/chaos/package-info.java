/**
 * Chaos on real processes: everything is killed, frozen, cut off and lied to by one seeded
 * schedule, while customers buy and cancel and note every answer. What is promised is checked all
 * the time, and at the end against all that is in the databases.
 *
 * <p>{@code HistoryTests} shows that the checker finds what it looks for.
 */
@NullMarked
package shop.system.chaos;

import org.jspecify.annotations.NullMarked;
