package shop.simulation;

import static shop.simulation.Invariant.NOTHING_BREAKS_BY_ITSELF;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at everything after every commit, and remembers what was before. */
public final class Checks {

    private final World world;
    private final SagaChecks sagas;
    private final ParticipantChecks participants;
    private final Set<Throwable> forgiven = Collections.newSetFromMap(new IdentityHashMap<>());
    private final OrderChecks orders = new OrderChecks(this);
    private @Nullable Shop shop;

    Checks(World world) {
        this.world = world;
        this.sagas = new SagaChecks(world, this);
        this.participants = new ParticipantChecks(world, this);
    }

    void watch(Shop watched) {
        shop = watched;
    }

    Shop shop() {
        return Objects.requireNonNull(shop);
    }

    /** True time. */
    public long now() {
        return world.now();
    }

    /** Says that this is broken, which ends the world whoever catches it. */
    Violation broken(Invariant invariant, String what) {
        world.tell(() -> "BROKEN: " + invariant + ": " + what);
        Violation violation = new Violation(invariant, what);
        world.end(violation);
        return violation;
    }

    void require(boolean holds, Invariant invariant, Supplier<Object> what) {
        if (!holds) {
            throw broken(invariant, what.get().toString());
        }
    }

    /** This one comes from a fault, though production made it. */
    void forgive(Throwable thrown) {
        forgiven.add(thrown);
    }

    /** Production caught this, or let it out of a request, a sweep or a thread. */
    void thrown(Throwable thrown) {
        if (thrown instanceof Violation violation) {
            throw violation;
        }
        require(
                Injected.isBehind(thrown) || forgiven.contains(thrown),
                NOTHING_BREAKS_BY_ITSELF,
                () -> thrown + " at " + Arrays.asList(thrown.getStackTrace()));
    }

    /** What is looked at in sagas. */
    public SagaChecks sagas() {
        return sagas;
    }

    /** What is looked at in what participants did. */
    ParticipantChecks participants() {
        return participants;
    }

    /** Whether what happens now is done by a process of the next version. */
    boolean isByNextVersion() {
        return world.running().process() instanceof OrderProcess process
                && process.version() == Version.NEXT;
    }

    /** A customer has heard the same again. */
    void replayed() {
        world.counts().add(Counts.Sight.REPLAYS);
    }

    /** When the order's status last changed. */
    long changedAt(UUID id) {
        return orders.changedAt(id);
    }

    /** Looks at everything. */
    void look() {
        if (shop == null) {
            return;
        }
        Books.check(this, shop);
        shop.orders().sagas().rows().forEach(sagas::check);
        participants.check();
        shop.orders().orders().rows().forEach(orders::check);
    }
}
