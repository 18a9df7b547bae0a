/**
 * What the shop sells, and at which price.
 *
 * <p>A product is shown from a cache in Redis, which forgets it once a change of its stock has been
 * committed; prices that are decided upon come from the database. Held by {@code ProductsIT} and
 * {@code ProductCacheIT}.
 */
@NullMarked
package shop.inventory.products;

import org.jspecify.annotations.NullMarked;
