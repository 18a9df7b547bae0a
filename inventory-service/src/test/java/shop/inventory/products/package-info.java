@NullMarked
package shop.inventory.products;

import org.jspecify.annotations.NullMarked;
