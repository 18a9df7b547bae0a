package shop.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The participant of the next version's step, as the order processes reach it: idempotent, and with
 * tombstones.
 */
public final class Couriers {

    private enum Status {
        BOOKED,
        CANCELLED
    }

    private final World world;
    private final Network network;
    private final Map<UUID, Status> bookings = new HashMap<>();

    Couriers(World world, Network network) {
        this.world = world;
        this.network = network;
    }

    /** Books one, unless the booking was cancelled before. */
    public Reply book(UUID id) {
        return call(
                "book courier", id, () -> bookings.merge(id, Status.BOOKED, (before, _) -> before));
    }

    /** Cancels the booking, made or not. */
    public Reply cancel(UUID id) {
        return call(
                "cancel courier", id, () -> bookings.merge(id, Status.CANCELLED, (_, to) -> to));
    }

    private Reply call(String what, UUID id, Supplier<Status> effect) {
        return network.make(
                new Network.Call(
                        what + " " + id,
                        true,
                        () -> false,
                        () -> world.checks().sagas().asked(what + " " + id),
                        () -> Reply.of(List.of(new Reply.Result(id, effect.get().name())))));
    }

    boolean isBooked(UUID id) {
        return bookings.get(id) == Status.BOOKED;
    }
}
