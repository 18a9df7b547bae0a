/**
 * The whole protocol in one thread: production's decider, runner, recovery, checkout, cancellation
 * and both participants' rules, against databases in memory, a network and clocks that a seed
 * decides about.
 *
 * <p>Promised: a seed is one history, the same every time; an invariant is looked at after every
 * commit of anybody. Not promised: anything about SQL, which the tests with a real PostgreSQL hold:
 * here a transaction is one step, and the tables in memory are written after the statements.
 *
 * <p>Deterministic simulation is what FoundationDB made known (Zhou et al., 2021); the search of
 * the small world bounds preemptions as CHESS does (Musuvathi and Qadeer, 2007).
 */
@NullMarked
package shop.simulation;

import org.jspecify.annotations.NullMarked;
