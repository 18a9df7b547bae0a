@NullMarked
package shop.inventory.reservations;

import org.jspecify.annotations.NullMarked;
