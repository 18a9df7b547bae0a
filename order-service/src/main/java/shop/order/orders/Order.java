package shop.order.orders;

import org.jspecify.annotations.Nullable;

/**
 * An order as it stands.
 *
 * @param reason why it is CANCELLING or CANCELLED; null otherwise
 * @param version counts its moves, from 1
 */
public record Order(
        PlacedOrder placed, OrderStatus status, @Nullable CancelReason reason, int version) {

    /** An order as it begins. */
    public static Order pending(PlacedOrder placed) {
        return new Order(placed, OrderStatus.PENDING, null, 1);
    }

    /**
     * The order after its next move.
     *
     * @throws IllegalStateException if there is no such arrow
     */
    public Order to(OrderStatus next, @Nullable CancelReason why) {
        if (!status.canBecome(next)) {
            throw new IllegalStateException(
                    "order %s is %s, it cannot become %s".formatted(placed.id(), status, next));
        }
        return new Order(placed, next, why, version + 1);
    }
}
