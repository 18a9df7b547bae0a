/**
 * How {@code ./shop} talks with whoever sits in front of it: progress, questions, tables. Knows no
 * word of the shop. Tables are proved by {@code TextTableTests}; the rest is for the eye, and no
 * test looks at it.
 */
@NullMarked
package shop.local.cli.terminal;

import org.jspecify.annotations.NullMarked;
