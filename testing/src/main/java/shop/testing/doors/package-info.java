/**
 * What every door is asked with, the gateway's and the services': the same tokens, and writes by
 * strangers at the management port.
 */
@NullMarked
package shop.testing.doors;

import org.jspecify.annotations.NullMarked;
