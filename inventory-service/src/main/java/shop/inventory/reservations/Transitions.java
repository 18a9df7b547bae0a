package shop.inventory.reservations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import shop.inventory.products.ProductCache;
import shop.inventory.products.Sku;
import shop.inventory.reservations.Decision.Stays;
import shop.inventory.stock.Line;
import shop.inventory.stock.Stock;
import shop.inventory.stock.StockLevels;

/**
 * Reads reservations, locks their stock, decides by the rules, and writes what was decided if the
 * reservations still are what they were.
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
     * @return what the known ones are now; nothing, and nothing done, if one changed meanwhile
     */
    Optional<Map<UUID, ReservationStatus>> attempt(Command command, List<UUID> ids) {
        return transaction.execute(status -> attempt(command, ids, status));
    }

    private Optional<Map<UUID, ReservationStatus>> attempt(
            Command command, List<UUID> ids, TransactionStatus status) {
        Map<UUID, Reservation> found = reservations.find(ids);
        StockLevels levels = stock.lock(skus(command, found.values()));
        Map<UUID, ReservationStatus> statuses = new LinkedHashMap<>();
        List<Reservations.Change> changes = new ArrayList<>();
        for (UUID id : new TreeSet<>(ids)) {
            Reservation known = found.get(id);
            ReservationStatus previous = known == null ? null : known.status();
            List<Line> lines = known == null ? List.of() : known.lines();
            ReservationStatus next = ReservationRules.apply(command, previous, lines, levels);
            if (next != null) {
                statuses.put(id, next);
            }
            if (next != null && next != previous) {
                changes.add(new Reservations.Change(id, previous, next));
            }
        }
        return write(changes, levels, status) ? Optional.of(statuses) : Optional.empty();
    }

    private boolean write(
            List<Reservations.Change> changes, StockLevels levels, TransactionStatus transaction) {
        if (!reservations.change(changes)) {
            transaction.setRollbackOnly();
            return false;
        }
        stock.save(levels);
        cache.forgetCommitted(levels.availableChanged());
        return true;
    }

    /** Only of those that may change; a repeat locks nothing. */
    private static SortedSet<Sku> skus(Command command, Collection<Reservation> reservations) {
        SortedSet<Sku> skus = new TreeSet<>();
        for (Reservation reservation : reservations) {
            if (!(ReservationRules.decide(command, reservation.status()) instanceof Stays)) {
                reservation.lines().forEach(line -> skus.add(line.sku()));
            }
        }
        return skus;
    }
}
