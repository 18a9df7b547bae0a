package shop.inventory.reservations;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.batch.Batches;
import shop.inventory.products.NoProductCache;
import shop.inventory.products.Sku;
import shop.inventory.reservations.ReservationRules.Command;
import shop.inventory.stock.InMemoryStockItems;
import shop.inventory.stock.Line;
import shop.simulation.Database;
import shop.simulation.Participants;
import shop.simulation.Tables.Item;
import shop.simulation.Tables.StockTables;

/** Inventories with a bug. */
public final class PlantedStock {

    private PlantedStock() {}

    /** Neither the statement nor a CHECK asks whether there is enough. */
    public static Participants.Stock withoutAvailableCheck(StockTables tables, Database database) {
        var stock = new InMemoryStockItems(tables);
        var reserving =
                new InMemoryReserving(tables, database, stock) {

                    @Override
                    boolean areEnough(List<Line> lines) {
                        return true;
                    }

                    @Override
                    void hold(Sku sku, int quantity) {
                        Item row = Objects.requireNonNull(tables.items().get(sku.value()));
                        tables.items()
                                .put(
                                        sku.value(),
                                        new Item(
                                                row.delivered(),
                                                row.available() - quantity,
                                                row.held() + quantity,
                                                row.sold()));
                    }
                };
        return new InMemoryStock(
                database, stock, reserving, new InMemoryReservations(tables, database));
    }

    /** A release of what nobody knows is answered, and forgotten. */
    public static Participants.Stock withoutTombstones(StockTables tables, Database database) {
        var stock = new InMemoryStockItems(tables);
        var reservations =
                new InMemoryReservations(tables, database) {

                    @Override
                    boolean bury(UUID id) {
                        return true;
                    }
                };
        return new InMemoryStock(
                database, stock, new InMemoryReserving(tables, database, stock), reservations);
    }

    /** What is committed is committed, though its pieces went back to the shelf. */
    public static Participants.Stock committingExpiredHolds(StockTables tables, Database database) {
        var stock = new InMemoryStockItems(tables);
        var cache = NoProductCache.cache();
        var reservations = new InMemoryReservations(tables, database);
        var transitions =
                new Transitions(new TransactionTemplate(database), reservations, stock, cache);
        return new InMemoryStock(
                reservations,
                new ReservationService(
                        new InMemoryStock.NoLocks(),
                        new InMemoryReserving(tables, database, stock),
                        reservations,
                        transitions,
                        cache,
                        new Batches(new SimpleMeterRegistry())) {

                    @Override
                    Map<UUID, ReservationStatus> carryOut(Command command, List<UUID> ids) {
                        if (command == Command.COMMIT) {
                            ids.forEach(this::commitExpired);
                        }
                        return super.carryOut(command, ids);
                    }

                    private void commitExpired(UUID id) {
                        var hold = tables.holds().get(id);
                        if (hold != null && hold.status().equals("EXPIRED")) {
                            database.statement(() -> {
                                tables.holds().put(id, hold.as("COMMITTED"));
                                return true;
                            });
                        }
                    }
                });
    }
}
