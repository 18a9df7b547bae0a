/**
 * What the shop sells, and at which price.
 *
 * <p>A product is shown from a cache, which forgets it once a change of its stock has been
 * committed; prices that are decided upon come from the database. Held by {@code ProductsIT},
 * {@code ProductCacheIT} and {@code TwoInstancesIT}.
 */
@NullMarked
package shop.inventory.products;

import org.jspecify.annotations.NullMarked;
