package shop.order.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.common.money.Money;

/** An order as the world sees it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record OrderView(
        OrderId id,
        String customer,
        OrderStatus status,
        @Nullable CancelReason reason,
        Instant placedAt,
        List<OrderLine> lines,
        Money total,
        int version) {

    /** What to show of an order. */
    public static OrderView of(Order order) {
        PlacedOrder placed = order.placed();
        return new OrderView(
                placed.id(),
                placed.customer(),
                order.status(),
                order.reason(),
                placed.placedAt(),
                placed.lines(),
                placed.total(),
                order.version());
    }
}
