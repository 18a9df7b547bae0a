/**
 * The payment service as the sagas see it. Its wire records are this side's own; the examples in
 * {@code payment-service/contracts} hold both sides together. Held by {@code ContractsIT}.
 */
@NullMarked
package shop.order.payment;

import org.jspecify.annotations.NullMarked;
