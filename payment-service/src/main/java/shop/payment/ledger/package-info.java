/**
 * Append-only double entry: every movement takes an amount from one account and gives it to
 * another.
 *
 * <p>The table {@code ledger} has no way to say anything else, and refuses to be changed; {@code
 * ledger_line} shows it as two lines a movement. Entries are written by the statement that moves
 * the money, in {@code accounts} and {@code payments}, so neither can be there without the other.
 * Held by {@code MovementTests} and {@code LedgerIT}.
 */
@NullMarked
package shop.payment.ledger;

import org.jspecify.annotations.NullMarked;
