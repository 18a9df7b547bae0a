@NullMarked
package shop.inventory;

import org.jspecify.annotations.NullMarked;
