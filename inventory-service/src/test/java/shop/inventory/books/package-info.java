@NullMarked
package shop.inventory.books;

import org.jspecify.annotations.NullMarked;
