package shop.simulation;

import static shop.simulation.Invariant.*;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Looks at sagas and at those who drive them. */
public final class SagaChecks {

    private static final long SET_ASIDE = 30 * World.SECONDS;

    private final World world;
    private final Checks checks;
    private final Map<UUID, Saga> sagas = new HashMap<>();
    private final Map<Task, Map<String, Integer>> unlogged = new HashMap<>();
    private final Set<Read> unreadable = new HashSet<>();
    private final Map<UUID, Long> setAside = new HashMap<>();

    SagaChecks(World world, Checks checks) {
        this.world = world;
        this.checks = checks;
    }

    /** A row as an owner read it. */
    private record Read(UUID id, int epoch) {}

    /** A row is about to be written by a process that believes in this epoch. */
    public void written(UUID id, int epoch) {
        Saga row = Objects.requireNonNull(checks.shop().orders().sagas().get(id));
        checks.require(
                row.lease().epoch() == epoch,
                ONLY_THE_OWNER_WRITES,
                () -> "epoch " + epoch + " wrote " + row);
    }

    /** A process reads the row of a saga that it has taken over. */
    public void read(Saga row) {
        if (row.isDamaged() || !world.running().process().reads(row)) {
            unreadable.add(new Read(row.id(), row.lease().epoch()));
        }
    }

    /** A process stops driving a saga because of this: a fault, or it cannot read the row. */
    public void broke(UUID id, int epoch, Throwable thrown) {
        if (unreadable.contains(new Read(id, epoch))) {
            checks.forgive(thrown);
        }
        checks.thrown(thrown);
    }

    /** A process gives a saga up for a while. */
    public void setAside(UUID id, int epoch, String why) {
        world.tell(() -> "saga " + id + " is set aside: " + why);
        checks.require(
                unreadable.contains(new Read(id, epoch)), NOTHING_IS_SET_ASIDE, () -> id + why);
        world.counts().add(Counts.Sight.SET_ASIDE);
        setAside.put(id, world.now() + SET_ASIDE);
    }

    /** Until when in true time the saga was set aside; 0 if it never was. */
    long setAsideUntil(UUID id) {
        return setAside.getOrDefault(id, 0L);
    }

    /** A participant is called. */
    void asked(String call) {
        int times =
                unlogged.computeIfAbsent(world.running(), _ -> new HashMap<>())
                        .merge(call, 1, Integer::sum);
        checks.require(times <= 2, ATTEMPTS_ARE_LOGGED, () -> call + " again, and nothing logged");
    }

    /** Whoever is running logs how far sagas have come, or lets go of them if it cannot. */
    public void attemptsLogged() {
        unlogged.remove(world.running());
    }

    void check(Saga saga) {
        Saga before = sagas.put(saga.id(), saga);
        if (before == null || before.equals(saga)) {
            return;
        }
        int rise = saga.lease().epoch() - before.lease().epoch();
        boolean sameOwner = before.lease().owner().equals(saga.lease().owner());
        checks.require(
                rise > 0 || (sameOwner && rise == 0),
                EPOCHS_RISE,
                () -> before + " became " + saga);
        checks.require(!before.ended(), ENDS_ARE_FINAL, () -> before + " became " + saga);
        checks.require(
                before.told().why() == null
                        || Objects.equals(before.told().why(), saga.told().why()),
                REASONS_STAY,
                () -> before + " became " + saga);
        boolean back = saga.told().phase().startsWith("UNDO") && !saga.told().abandoned();
        checks.require(
                !back || !saga.told().pastPivot(), NOTHING_IS_UNDONE_PAST_THE_PIVOT, () -> saga);
        if (saga.ended() && setAside.containsKey(saga.id())) {
            world.counts().add(Counts.Sight.ENDED_AFTER_SET_ASIDE);
        }
    }
}
