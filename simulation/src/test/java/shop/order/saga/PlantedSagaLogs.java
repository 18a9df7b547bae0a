package shop.order.saga;

import java.time.Duration;
import shop.simulation.Checks;
import shop.simulation.Database;
import shop.simulation.ProcessTime;
import shop.simulation.Tables.OrderTables;
import shop.simulation.Tables.Saga;

/** Logs with a bug. */
public final class PlantedSagaLogs {

    private PlantedSagaLogs() {}

    /** No {@code AND epoch = ?}. */
    public static InMemorySagaLog withoutEpochs(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            @Override
            protected boolean isOwner(Saga row, int epoch) {
                return true;
            }
        };
    }

    /** A takeover that leaves the epoch as it is. */
    public static InMemorySagaLog withLastingEpochs(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            @Override
            protected int nextEpoch(int epoch) {
                return epoch;
            }
        };
    }

    /** No {@code AND deadline > now()}. */
    public static InMemorySagaLog withoutDeadlines(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            @Override
            protected boolean isInTime(Saga row) {
                return true;
            }
        };
    }

    /** A failed attempt that is paused after, but not logged. */
    public static InMemorySagaLog withoutAttempts(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            @Override
            boolean write(SagaRun<?> run, Duration lease) {
                boolean onlyTried = row(run.id()).phase() == run.state().phase();
                return onlyTried || super.write(run, lease);
            }
        };
    }

    /** Sagas that are logged a little later. */
    public static InMemorySagaLog inBackground(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            @Override
            protected void insert(Saga row) {
                time.spawn(() -> {
                    time.sleep(Duration.ofSeconds(1));
                    super.insert(row);
                });
            }
        };
    }
}
