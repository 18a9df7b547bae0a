package shop.simulation;

import static shop.simulation.Invariant.*;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import shop.order.orders.Order;
import shop.order.orders.OrderLine;
import shop.simulation.Tables.Hold;
import shop.simulation.Tables.Payment;

/** Looks at what participants were asked, and at what they did. */
final class ParticipantChecks {

    private final World world;
    private final Checks checks;
    private final Set<UUID> stockUndone = new HashSet<>();
    private final Set<UUID> moneyUndone = new HashSet<>();
    private final Set<UUID> authorisationsSent = new HashSet<>();
    private final Set<UUID> tombstones = new HashSet<>();
    private final Map<UUID, Hold> holds = new HashMap<>();

    ParticipantChecks(World world, Checks checks) {
        this.world = world;
        this.checks = checks;
    }

    /** A release was answered. */
    void stockUndone(UUID id) {
        if (authorisationsSent.contains(id)) {
            Payment payment = checks.shop().money().payments().get(id);
            boolean declined = payment != null && payment.status().equals("DECLINED");
            checks.require(
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
        checks.sagas().asked(what + " " + id);
    }

    /** Looks at all holds and payments. */
    void check() {
        checks.shop().stock().holds().entries().forEach(row -> hold(row.getKey(), row.getValue()));
        checks.shop()
                .money()
                .payments()
                .entries()
                .forEach(row -> payment(row.getKey(), row.getValue()));
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
        checks.require(!effective || !stockUndone.contains(id), UNDONE_STAYS_UNDONE, () -> hold);
    }

    private void payment(UUID id, Payment payment) {
        if (payment.customer() == null && tombstones.add(id)) {
            world.counts().add(Counts.Sight.TOMBSTONES);
        }
        requireSaga(id, payment);
        boolean effective =
                payment.status().equals("AUTHORISED") || payment.status().equals("CAPTURED");
        checks.require(!effective || !moneyUndone.contains(id), UNDONE_STAYS_UNDONE, () -> payment);
        if (payment.customer() != null) {
            Order order = Objects.requireNonNull(checks.shop().orders().orders().get(id));
            long total = 0;
            for (OrderLine line : order.placed().lines()) {
                total += line.quantity() * checks.shop().price(line.sku());
            }
            checks.require(
                    payment.amount() == total && order.placed().total().minorUnits() == total,
                    PRICES_ARE_THE_SHOPS,
                    () -> payment + " for " + order);
        }
    }

    private void requireSaga(UUID id, Object what) {
        checks.require(
                checks.shop().orders().sagas().get(id) != null,
                NOTHING_WITHOUT_ITS_SAGA,
                () -> what);
    }
}
