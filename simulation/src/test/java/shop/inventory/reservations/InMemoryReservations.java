package shop.inventory.reservations;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import shop.inventory.products.Sku;
import shop.inventory.reservations.Reservation.Shortage;
import shop.inventory.stock.Line;
import shop.simulation.Database;
import shop.simulation.NoJdbc;
import shop.simulation.Tables;

/** The table {@code reservation}, statement by statement. */
class InMemoryReservations extends Reservations {

    private static final Comparator<Due> ORDER =
            Comparator.comparing(Due::since).thenComparing(Due::id);

    private final Tables.StockTables tables;
    private final Database database;

    InMemoryReservations(Tables.StockTables tables, Database database) {
        super(NoJdbc.client());
        this.tables = tables;
        this.database = database;
    }

    @Override
    Map<UUID, Reservation> find(Collection<UUID> ids) {
        Map<UUID, Reservation> found = new LinkedHashMap<>();
        for (UUID id : ids) {
            Tables.Hold row = tables.holds().get(id);
            if (row != null) {
                found.put(id, reservation(id, row));
            }
        }
        return found;
    }

    private static Reservation reservation(UUID id, Tables.Hold row) {
        List<Line> lines = row.lines().stream().map(p -> Line.of(p.sku(), p.quantity())).toList();
        List<Long> then = row.availableThen() == null ? List.of() : row.availableThen();
        List<Shortage> shortages =
                IntStream.range(0, then.size())
                        .mapToObj(i ->
                                new Shortage(
                                        lines.get(i).sku(),
                                        lines.get(i).quantity().value(),
                                        then.get(i)))
                        .filter(line -> line.available() < line.requested())
                        .toList();
        return new Reservation(id, ReservationStatus.valueOf(row.status()), lines, shortages);
    }

    @Override
    SortedSet<Sku> skus(Collection<UUID> ids, Set<ReservationStatus> statuses) {
        SortedSet<Sku> skus = new TreeSet<>();
        for (Reservation known : find(ids).values()) {
            if (statuses.contains(known.status())) {
                known.lines().forEach(line -> skus.add(line.sku()));
            }
        }
        return skus;
    }

    @Override
    List<Due> due(Due after, int most) {
        return tables.holds().entries().stream()
                .filter(row -> row.getValue().status().equals("HELD"))
                .filter(row -> row.getValue().expiresAt() < database.now())
                .map(row -> due(row.getKey(), row.getValue()))
                .sorted(ORDER)
                .filter(due -> ORDER.compare(due, after) > 0)
                .limit(most)
                .toList();
    }

    private static Due due(UUID id, Tables.Hold row) {
        return new Due(Due.FIRST.since().plusNanos(row.expiresAt()), id);
    }

    @Override
    boolean change(List<Change> changes) {
        return changes.stream().allMatch(this::change);
    }

    private boolean change(Change change) {
        Tables.Hold row = tables.holds().get(change.id());
        if (change.previous() == null) {
            return bury(change.id());
        }
        if (row == null || !row.status().equals(change.previous().name())) {
            return false;
        }
        tables.holds().put(change.id(), row.as(change.next().name()));
        return true;
    }

    /** {@code ON CONFLICT DO NOTHING}. */
    boolean bury(UUID id) {
        return tables.holds()
                .insert(id, new Tables.Hold("RELEASED", List.of(), null, database.now()));
    }
}
