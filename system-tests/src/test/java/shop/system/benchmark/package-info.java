/** What a checkout costs, printed; nothing here is a test. */
@NullMarked
package shop.system.benchmark;

import org.jspecify.annotations.NullMarked;
