package shop.simulation;

import java.util.UUID;

/** What operators do about sagas, on any instance. */
class Operators {

    private final Tables.OrderTables tables;
    private final Database database;

    Operators(Tables.OrderTables tables, Database database) {
        this.tables = tables;
        this.database = database;
    }

    /** POST /internal/sagas/{id}/retry: ends the pause of a saga that has not ended. */
    final void retry(UUID id) {
        database.statement(() -> {
            Tables.Saga row = tables.sagas().get(id);
            if (row != null && isOpen(row)) {
                tables.sagas().put(id, row.until(database.now() - World.MILLIS));
            }
            return true;
        });
    }

    /** {@code ended_at IS NULL}. */
    boolean isOpen(Tables.Saga row) {
        return !row.ended();
    }
}
