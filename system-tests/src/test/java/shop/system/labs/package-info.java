/**
 * The page of labs, carried out: what it tells learners to type is typed, and what it promises is
 * looked for.
 */
@NullMarked
package shop.system.labs;

import org.jspecify.annotations.NullMarked;
