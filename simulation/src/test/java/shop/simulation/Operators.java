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

    /**
     * POST /internal/sagas/{id}/retry: ends the pause of a saga that has not ended, and the time of
     * its owner.
     */
    final void retry(UUID id) {
        database.statement(() -> {
            Saga row = tables.sagas().get(id);
            if (row != null && isOpen(row)) {
                Saga.Lease lease = row.lease();
                long over = database.now() - World.MILLIS;
                tables.sagas()
                        .put(id, row.with(new Saga.Lease(lease.owner(), lease.epoch() + 1, over)));
            }
            return true;
        });
    }

    /** {@code ended_at IS NULL}. */
    boolean isOpen(Saga row) {
        return !row.ended();
    }
}
