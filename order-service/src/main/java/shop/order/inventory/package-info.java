/**
 * The inventory service as the sagas see it. Its wire records are this side's own; the examples in
 * {@code inventory-service/contracts} hold both sides together. Held by {@code ContractsIT}.
 */
@NullMarked
package shop.order.inventory;

import org.jspecify.annotations.NullMarked;
