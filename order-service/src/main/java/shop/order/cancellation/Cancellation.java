package shop.order.cancellation;

import org.jspecify.annotations.Nullable;
import shop.common.idempotency.IdempotencyKey;
import shop.order.orders.PlacedOrder;

/**
 * A cancellation that has begun.
 *
 * @param key of the request that asked for it; null when the shop itself could not deliver
 */
record Cancellation(PlacedOrder order, @Nullable IdempotencyKey key) {}
