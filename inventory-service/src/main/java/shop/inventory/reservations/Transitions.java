package shop.inventory.reservations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.crash.CrashPoints;
import shop.inventory.products.ProductCache;
import shop.inventory.reservations.ReservationRules.Command;
import shop.inventory.reservations.ReservationRules.Decision.Stays;
import shop.inventory.stock.Line;
import shop.inventory.stock.Stock;
import shop.inventory.stock.StockLevels;

/**
 * Locks the stock of reservations, reads what they are now, decides by the rules, and writes it.
 *
 * <p>Whoever changes a reservation holds the locks of all its stock; so what was read stays true
 * until it is written. Lines never change, so which stock that is can be read before.
 */
@Component
class Transitions {

    private final TransactionTemplate transaction;
    private final Reservations reservations;
    private final Stock stock;
    private final ProductCache cache;

    Transitions(
            TransactionTemplate transaction,
            Reservations reservations,
            Stock stock,
            ProductCache cache) {
        this.transaction = transaction;
        this.reservations = reservations;
        this.stock = stock;
        this.cache = cache;
    }

    /**
     * Tries it once, in a transaction of its own.
     *
     * @return what the known ones are now; nothing, and nothing done, if one appeared meanwhile
     */
    Optional<Map<UUID, ReservationStatus>> attempt(Command command, List<UUID> ids) {
        return transaction.execute(status -> {
            Optional<Map<UUID, ReservationStatus>> done = attempt(command, ids, status);
            CrashPoints.hit("reservation.before-commit", command.name());
            return done;
        });
    }

    private Optional<Map<UUID, ReservationStatus>> attempt(
            Command command, List<UUID> ids, TransactionStatus status) {
        StockLevels levels = stock.lock(reservations.skus(ids, ReservationRules.changing(command)));
        Map<UUID, Reservation> found = reservations.find(ids);
        Map<UUID, ReservationStatus> statuses = new LinkedHashMap<>();
        List<Reservations.Change> changes = new ArrayList<>();
        for (UUID id : new TreeSet<>(ids)) {
            Reservation known = found.get(id);
            ReservationStatus previous = known == null ? null : known.status();
            List<Line> lines = known == null ? List.of() : known.lines();
            if (isChanging(command, previous) && !levels.include(lines)) {
                return lost(status);
            }
            ReservationStatus next = ReservationRules.apply(command, previous, lines, levels);
            if (next != null) {
                statuses.put(id, next);
            }
            if (next != null && next != previous) {
                changes.add(new Reservations.Change(id, previous, next));
            }
        }
        return write(changes, levels) ? Optional.of(statuses) : lost(status);
    }

    private boolean write(List<Reservations.Change> changes, StockLevels levels) {
        if (!reservations.change(changes)) {
            return false;
        }
        stock.save(levels);
        cache.forgetCommitted(levels.availableChanged());
        return true;
    }

    private static boolean isChanging(Command command, @Nullable ReservationStatus status) {
        return !(ReservationRules.decide(command, status) instanceof Stays);
    }

    private static Optional<Map<UUID, ReservationStatus>> lost(TransactionStatus transaction) {
        transaction.setRollbackOnly();
        return Optional.empty();
    }
}
