package shop.order.orders;

import java.util.Arrays;
import java.util.List;

/** Where an order stands. */
public enum OrderStatus {
    PENDING,
    CONFIRMED,
    COMPLETED,
    CANCELLING,
    CANCELLED;

    /** The arrows: CANCELLED has none. */
    boolean canBecome(OrderStatus next) {
        return switch (this) {
            case PENDING -> next == CONFIRMED || next == CANCELLED;
            case CONFIRMED -> next == COMPLETED || next == CANCELLING;
            case COMPLETED -> next == CANCELLING;
            case CANCELLING -> next == CANCELLED;
            case CANCELLED -> false;
        };
    }

    List<OrderStatus> predecessors() {
        return Arrays.stream(values()).filter(status -> status.canBecome(this)).toList();
    }
}
