package shop.simulation;

import static shop.simulation.World.SECONDS;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.order.orders.Order;
import shop.order.orders.OrderStatus;
import shop.simulation.Tables.Saga;

/**
 * Whether everything comes to its end: ten seconds after the last fault, or after it began where
 * that was later. A cancellation waits for the end of its checkout first.
 */
final class Ends {

    private static final long BOUND = 10 * SECONDS;

    private final World world;
    private final Shop shop;

    Ends(World world, Shop shop) {
        this.world = world;
        this.shop = shop;
    }

    /** Looks every second from now on. */
    void watch() {
        shop.orders().orders().rows().stream().filter(Ends::isOpen).forEach(this::checkOrder);
        shop.orders().sagas().rows().stream().filter(s -> !s.ended()).forEach(this::checkSaga);
        world.in(SECONDS, this, this::watch);
    }

    boolean areReached() {
        return shop.orders().sagas().rows().stream().allMatch(Saga::ended)
                && shop.orders().orders().rows().stream().noneMatch(Ends::isOpen);
    }

    private static boolean isOpen(Order order) {
        return order.status() != OrderStatus.COMPLETED && order.status() != OrderStatus.CANCELLED;
    }

    private void checkOrder(Order order) {
        UUID id = order.placed().id().value();
        require(Math.max(world.checks().changedAt(id), checkoutEnd(id)), order);
    }

    private void checkSaga(Saga saga) {
        long since = saga.createdAt();
        for (Order order : shop.orders().orders().rows()) {
            if (saga.data().contains(order.placed().id().toString())) {
                since = Math.max(since, checkoutEnd(order.placed().id().value()));
            }
        }
        require(since, saga);
    }

    private long checkoutEnd(UUID id) {
        @Nullable Saga checkout = shop.orders().sagas().get(id);
        return checkout == null ? 0 : checkout.endedAt();
    }

    private void require(long since, Object what) {
        long waited = world.now() - Math.max(since, world.healedAt());
        world.checks()
                .require(
                        waited <= BOUND, Invariant.EVERY_ORDER_ENDS, () -> what + " is still open");
    }
}
