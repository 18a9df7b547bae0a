/**
 * Amounts of money: whole minor units and a currency, never a floating point number.
 *
 * <p>Held by {@code MoneyTests}.
 */
@NullMarked
package shop.common.money;

import org.jspecify.annotations.NullMarked;
