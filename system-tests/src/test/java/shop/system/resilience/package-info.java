/**
 * What the shop's customers notice while something fails: two instances of every service, people
 * who look and buy and send every request once, and one fault at a time. An order counts as good
 * once it is completed. Each test prints what it measured.
 */
@NullMarked
package shop.system.resilience;

import org.jspecify.annotations.NullMarked;
