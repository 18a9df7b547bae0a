package shop.simulation;

/** Operators with a bug. */
final class PlantedOperators {

    private PlantedOperators() {}

    /** No {@code AND ended_at IS NULL}. */
    static Operators retryingTheEnded(Tables.OrderTables tables, Database database) {
        return new Operators(tables, database) {

            @Override
            boolean isOpen(Saga row) {
                return true;
            }
        };
    }
}
