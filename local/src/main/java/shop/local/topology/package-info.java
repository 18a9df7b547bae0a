/**
 * Which processes the shop is made of, what they are called, and where they listen. Pure rules, no
 * side effects; proved by {@code ShopProcessTests} and {@code ShopOptionsTests}.
 */
@NullMarked
package shop.local.topology;

import org.jspecify.annotations.NullMarked;
