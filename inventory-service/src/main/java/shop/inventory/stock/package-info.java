/**
 * How much there is of every product: available, held for a buyer, or sold; and how more arrives.
 *
 * <p>Nothing here is ever negative, and pieces only move: their sum changes by deliveries alone.
 * Whoever changes stock locks all the rows he needs, in the order of their SKUs, before he touches
 * anything else; so callers never wait for each other in a circle. Held by {@code
 * StockLevelsTests}, {@code DeliveriesIT} and {@code DeadlockIT}.
 */
@NullMarked
package shop.inventory.stock;

import org.jspecify.annotations.NullMarked;
