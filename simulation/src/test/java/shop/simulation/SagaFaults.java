package shop.simulation;

import java.util.List;
import java.util.UUID;

/** What happens to sagas from outside. */
final class SagaFaults {

    private final World world;
    private final Tables.OrderTables tables;
    private final Operators operators;

    SagaFaults(World world, Tables.OrderTables tables, Operators operators) {
        this.world = world;
        this.tables = tables;
        this.operators = operators;
    }

    /** The row of one of those that have not ended can no longer be read. */
    void damage() {
        List<Saga> open =
                tables.sagas().rows().stream()
                        .filter(row -> !row.ended() && !row.isDamaged())
                        .toList();
        if (!open.isEmpty()) {
            Saga row = open.get(world.choices().oneOf(open.size()));
            tables.sagas().put(row.id(), row.damaged());
            world.tell(() -> "saga " + row.id() + " is damaged");
        }
    }

    /** Every row can be read again. */
    void repair() {
        tables.sagas().rows().stream()
                .filter(row -> !row.ended() && row.isDamaged())
                .toList()
                .forEach(row -> tables.sagas().put(row.id(), row.repaired()));
    }

    /** An operator wants one of them, ended or not, to be tried again. */
    void retry() {
        List<UUID> ids = tables.sagas().rows().stream().map(Saga::id).toList();
        if (!ids.isEmpty()) {
            UUID id = ids.get(world.choices().oneOf(ids.size()));
            world.spawn(new Node("operator"), () -> retry(id));
        }
    }

    private void retry(UUID id) {
        try {
            operators.retry(id);
        } catch (RuntimeException e) {
            world.checks().thrown(e);
        }
    }
}
