package shop.order.saga;

import java.time.Duration;
import java.util.List;
import shop.order.saga.definition.SagaState;
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

    /** A bug that the next attempt gets past: the first end that is undone breaks. */
    public static InMemorySagaLog breakingOneEnd(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            private boolean broke;

            @Override
            boolean write(SagaRun<?> run, Duration lease) {
                if (!broke && run.state().phase() == SagaState.Phase.UNDONE) {
                    broke = true;
                    throw new NullPointerException("planted");
                }
                return super.write(run, lease);
            }
        };
    }

    /** The same for the first sweep that finds something. */
    public static InMemorySagaLog breakingOneSweep(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            private boolean broke;

            @Override
            List<SagaRow> takeOver(int most) {
                List<SagaRow> found = super.takeOver(most);
                if (!broke && !found.isEmpty()) {
                    broke = true;
                    throw new NullPointerException("planted");
                }
                return found;
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
