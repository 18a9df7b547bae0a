@NullMarked
package shop.inventory.stock;

import org.jspecify.annotations.NullMarked;
