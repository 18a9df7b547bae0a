package shop.simulation;

import static shop.simulation.Invariant.*;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import shop.order.orders.Order;
import shop.order.orders.OrderLine;
import shop.simulation.Tables.Hold;
import shop.simulation.Tables.Payment;
import shop.simulation.Tables.Saga;

/** Looks at everything after every commit, and remembers what was before. */
public final class Checks {

    private final World world;
    private final Set<UUID> stockUndone = new HashSet<>();
    private final Set<UUID> moneyUndone = new HashSet<>();
    private final Set<UUID> authorisationsSent = new HashSet<>();
    private final Set<UUID> tombstones = new HashSet<>();
    private final Map<UUID, Hold> holds = new HashMap<>();
    private final Map<UUID, Saga> sagas = new HashMap<>();
    private final Map<Task, Map<String, Integer>> unlogged = new HashMap<>();
    private final OrderChecks orders = new OrderChecks(this);
    private @Nullable Shop shop;

    Checks(World world) {
        this.world = world;
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

    /** Production caught this, or let it out of a request, a sweep or a thread. */
    void thrown(Throwable thrown) {
        require(
                Injected.isBehind(thrown),
                NOTHING_BREAKS_BY_ITSELF,
                () -> thrown + " at " + Arrays.asList(thrown.getStackTrace()));
    }

    /** A row of a saga is about to be written by somebody who believes in this epoch. */
    public void sagaWritten(UUID id, int epoch) {
        Saga row = Objects.requireNonNull(shop().orders().sagas().get(id));
        require(
                row.epoch() == epoch,
                ONLY_THE_OWNER_WRITES,
                () -> "epoch " + epoch + " wrote " + row);
    }

    /** A customer has heard the same again. */
    void replayed() {
        world.counts().add(Counts.Sight.REPLAYS);
    }

    /** When the order's status last changed. */
    long changedAt(UUID id) {
        return orders.changedAt(id);
    }

    /** Production gave a saga up for a while. */
    public void setAside(UUID id, String why) {
        world.tell(() -> "saga " + id + " is set aside: " + why);
    }

    /** A release was answered. */
    void stockUndone(UUID id) {
        if (authorisationsSent.contains(id)) {
            Payment payment = shop().money().payments().get(id);
            boolean declined = payment != null && payment.status().equals("DECLINED");
            require(
                    declined || moneyUndone.contains(id),
                    UNDO_RUNS_BACKWARDS,
                    () -> "stock released, payment is " + payment);
        }
        stockUndone.add(id);
    }

    /** A void was answered. */
    void moneyUndone(UUID id) {
        moneyUndone.add(id);
    }

    /** A participant is asked for a step, or to undo one. */
    void asked(String what, UUID id) {
        if (what.equals("authorise")) {
            authorisationsSent.add(id);
        }
        String call = what + " " + id;
        int times =
                unlogged.computeIfAbsent(world.running(), _ -> new HashMap<>())
                        .merge(call, 1, Integer::sum);
        require(times <= 2, ATTEMPTS_ARE_LOGGED, () -> call + " again, and nothing logged");
    }

    /** Whoever is running logs how far sagas have come, or lets go of them if it cannot. */
    public void attemptsLogged() {
        unlogged.remove(world.running());
    }

    /** Looks at everything. */
    void look() {
        if (shop == null) {
            return;
        }
        Books.check(this, shop);
        shop.orders().sagas().rows().forEach(this::saga);
        shop.stock().holds().entries().forEach(row -> hold(row.getKey(), row.getValue()));
        shop.money().payments().entries().forEach(row -> payment(row.getKey(), row.getValue()));
        shop.orders().orders().rows().forEach(orders::check);
    }

    private void saga(Saga saga) {
        Saga before = sagas.put(saga.id(), saga);
        if (before == null || before.equals(saga)) {
            return;
        }
        boolean sameOwner = before.owner().equals(saga.owner());
        require(
                saga.epoch() > before.epoch() || (sameOwner && saga.epoch() == before.epoch()),
                EPOCHS_RISE,
                () -> before + " became " + saga);
        require(!before.ended(), ENDS_ARE_FINAL, () -> before + " became " + saga);
    }

    private void hold(UUID id, Hold hold) {
        Hold before = holds.put(id, hold);
        if (!hold.equals(before) && hold.lines().isEmpty()) {
            world.counts().add(Counts.Sight.TOMBSTONES);
        }
        if (!hold.equals(before) && hold.status().equals("EXPIRED")) {
            world.counts().add(Counts.Sight.EXPIRED_HOLDS);
        }
        requireSaga(id, hold);
        boolean effective = hold.status().equals("HELD") || hold.status().equals("COMMITTED");
        require(!effective || !stockUndone.contains(id), UNDONE_STAYS_UNDONE, () -> hold);
    }

    private void payment(UUID id, Payment payment) {
        if (payment.customer() == null && tombstones.add(id)) {
            world.counts().add(Counts.Sight.TOMBSTONES);
        }
        requireSaga(id, payment);
        boolean effective =
                payment.status().equals("AUTHORISED") || payment.status().equals("CAPTURED");
        require(!effective || !moneyUndone.contains(id), UNDONE_STAYS_UNDONE, () -> payment);
        if (payment.customer() != null) {
            Order order = Objects.requireNonNull(shop().orders().orders().get(id));
            long total = 0;
            for (OrderLine line : order.placed().lines()) {
                total += line.quantity() * shop().price(line.sku());
            }
            require(
                    payment.amount() == total && order.placed().total().minorUnits() == total,
                    PRICES_ARE_THE_SHOPS,
                    () -> payment + " for " + order);
        }
    }

    private void requireSaga(UUID id, Object what) {
        require(shop().orders().sagas().get(id) != null, NOTHING_WITHOUT_ITS_SAGA, () -> what);
    }
}
