/** Orders, and the checkout that cannot be broken. Begin reading at {@code CheckoutSaga}. */
@NullMarked
package shop.order;

import org.jspecify.annotations.NullMarked;
