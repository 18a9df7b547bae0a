/**
 * Reservations: pieces held for a customer who is about to buy them, all lines or none.
 *
 * <p>Every command may come late, twice, or before the one it follows; it has its effect at most
 * once, and a repeat gets the same answer. What a command does to a reservation is a pure function,
 * {@code ReservationRules}, held by {@code ReservationRulesTests}; that the database does the same
 * under concurrency is held by {@code ReservationsIT}, {@code OversellingIT} and {@code
 * DeadlockIT}.
 *
 * <p>A reservation whose rows are damaged keeps no other one from being committed or expired:
 * {@code DamagedReservationsIT}.
 *
 * <p>Order of locks: stock in the order of SKUs, then reservations; who has touched a reservation
 * waits for no stock any more.
 */
@NullMarked
package shop.inventory.reservations;

import org.jspecify.annotations.NullMarked;
