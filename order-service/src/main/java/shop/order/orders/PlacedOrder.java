package shop.order.orders;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.common.money.Money;

/**
 * What a customer ordered. It never changes, so sagas carry it as their data.
 *
 * @param key the idempotency key it was placed with
 * @param traceId of the request that placed it, for the answers that come later
 */
public record PlacedOrder(
        OrderId id,
        String customer,
        List<OrderLine> lines,
        Money total,
        Instant placedAt,
        String key,
        @Nullable String traceId) {

    public PlacedOrder {
        lines = List.copyOf(lines);
    }

    /** The lines' prices times their quantities. */
    public static Money total(List<OrderLine> lines) {
        return lines.stream()
                .map(line -> line.price().times(line.quantity()))
                .reduce(Money::plus)
                .orElseThrow();
    }

    /** How many pieces. */
    public long quantity() {
        return lines.stream().mapToLong(OrderLine::quantity).sum();
    }
}
