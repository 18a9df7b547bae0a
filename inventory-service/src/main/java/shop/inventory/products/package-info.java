/**
 * What the shop sells, and at which price.
 *
 * <p>A product is shown from a cache, which forgets it once a change of its stock has been
 * committed; prices that are decided upon come from the database. What does not exist is looked for
 * in memory, and a new product is shown within seconds. Held by {@code ProductsIT}, {@code
 * ProductCacheIT}, {@code KnownSkusIT} and {@code TwoInstancesIT}.
 */
@NullMarked
package shop.inventory.products;

import org.jspecify.annotations.NullMarked;
