package shop.simulation;

import static shop.simulation.World.SECONDS;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.order.orders.Order;
import shop.order.orders.OrderStatus;

/**
 * Whether everything comes to its end: ten seconds after the last fault, or after it began where
 * that was later. A cancellation waits for the end of its checkout first, and a saga that was set
 * aside, or whose lease a clock made long, for the end of that.
 */
final class Ends {

    private static final long BOUND = 10 * SECONDS;
    private static final long USUAL_LEASE = 8 * SECONDS;
    private static final long LONGEST_LEASE = 60 * SECONDS;

    private final World world;
    private final Shop shop;
    private final Map<UUID, Long> longLeases = new HashMap<>();

    Ends(World world, Shop shop) {
        this.world = world;
        this.shop = shop;
    }

    /** Looks every second from now on. */
    void watch() {
        shop.orders().sagas().rows().forEach(this::noteLease);
        look();
    }

    private void look() {
        shop.orders().orders().rows().stream().filter(Ends::isOpen).forEach(this::checkOrder);
        shop.orders().sagas().rows().stream().filter(s -> !s.ended()).forEach(this::checkSaga);
        world.in(SECONDS, this, this::look);
    }

    /**
     * A lease that a clock made long ends when it ends, unless it is so long that the first to
     * sweep after this takes it for over.
     */
    private void noteLease(Saga saga) {
        long left = saga.lease().until() - shop.orderDatabase().now();
        if (left > USUAL_LEASE && left <= LONGEST_LEASE + BOUND) {
            longLeases.put(saga.id(), world.now() + left);
        }
    }

    /** Until when nobody could drive a saga of this order. */
    private long untouched(UUID order) {
        long until = 0;
        for (Saga saga : shop.orders().sagas().rows()) {
            if (saga.data().contains(order.toString())) {
                long aside = world.checks().sagas().setAsideUntil(saga.id());
                until = Math.max(until, Math.max(aside, longLeases.getOrDefault(saga.id(), 0L)));
            }
        }
        return until;
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
        long since = Math.max(world.checks().changedAt(id), checkoutEnd(id));
        require(Math.max(since, untouched(id)), order);
    }

    private void checkSaga(Saga saga) {
        long since = saga.createdAt();
        for (Order order : shop.orders().orders().rows()) {
            if (saga.data().contains(order.placed().id().toString())) {
                UUID id = order.placed().id().value();
                since = Math.max(since, Math.max(checkoutEnd(id), untouched(id)));
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
