package shop.inventory.reservations;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import shop.inventory.products.Sku;
import shop.inventory.reservations.ReservationRules.Decision.BecomesIfEnough;
import shop.inventory.stock.InMemoryStockItems;
import shop.inventory.stock.Line;
import shop.simulation.Database;
import shop.simulation.NoJdbc;
import shop.simulation.Tables;

/** The statement that reserves. */
class InMemoryReserving extends Reserving {

    private static final Duration HOLD_TIME = Duration.ofMinutes(15);

    private final Tables.StockTables tables;
    private final Database database;
    private final InMemoryStockItems stock;

    InMemoryReserving(Tables.StockTables tables, Database database, InMemoryStockItems stock) {
        super(NoJdbc.client(), HOLD_TIME);
        this.tables = tables;
        this.database = database;
        this.stock = stock;
    }

    @Override
    Optional<Reservation> reserve(UUID id, List<Line> lines, BecomesIfEnough rule) {
        return database.statement(() -> reserved(id, lines, rule));
    }

    private Optional<Reservation> reserved(UUID id, List<Line> lines, BecomesIfEnough rule) {
        if (!unknown(lines).isEmpty() || tables.holds().get(id) != null) {
            return Optional.empty();
        }
        boolean enough = areEnough(lines);
        List<Long> then = lines.stream().map(line -> stock.available(line.sku())).toList();
        ReservationStatus status = enough ? rule.next() : rule.otherwise();
        tables.holds()
                .put(
                        id,
                        new Tables.Hold(
                                status.name(),
                                lines.stream()
                                        .map(line ->
                                                new Tables.Piece(
                                                        line.sku().value(),
                                                        line.quantity().value()))
                                        .toList(),
                                enough ? null : then,
                                database.now() + HOLD_TIME.toNanos()));
        if (enough) {
            lines.forEach(line -> hold(line.sku(), line.quantity().value()));
        }
        return Optional.ofNullable(
                new InMemoryReservations(tables, database).find(List.of(id)).get(id));
    }

    /** {@code available >= quantity}. */
    boolean areEnough(List<Line> lines) {
        return stock.areEnough(lines);
    }

    /** Moves the pieces. */
    void hold(Sku sku, int quantity) {
        stock.add(sku, -quantity, quantity, 0);
    }

    @Override
    List<Sku> unknown(List<Line> lines) {
        return lines.stream()
                .map(Line::sku)
                .filter(sku -> tables.items().get(sku.value()) == null)
                .toList();
    }
}
