package shop.order.orders;

import org.jspecify.annotations.Nullable;
import shop.common.idempotency.IdempotencyKey;
import shop.simulation.Database;
import shop.simulation.Tables.OrderTables;

/** Orders with a bug. */
public final class PlantedOrders {

    private PlantedOrders() {}

    /** A key is looked for among everybody's. */
    public static Orders lookingForAnyonesKey(OrderTables tables, Database database) {
        return new InMemoryOrders(tables, database) {

            @Override
            protected boolean isPlacedWith(PlacedOrder placed, IdempotencyKey key) {
                return placed.key().equals(key.value());
            }
        };
    }

    /** Neither the statement nor a CHECK asks where an order stands. */
    public static Orders movingFromAnywhere(OrderTables tables, Database database) {
        return new InMemoryOrders(tables, database) {

            @Override
            protected boolean allows(OrderStatus from, OrderStatus to) {
                return true;
            }

            @Override
            protected void check(OrderStatus to, @Nullable CancelReason why) {}
        };
    }
}
