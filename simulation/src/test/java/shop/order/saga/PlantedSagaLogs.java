package shop.order.saga;

import java.time.Duration;
import shop.order.saga.definition.SagaState;
import shop.simulation.Checks;
import shop.simulation.Database;
import shop.simulation.ProcessTime;
import shop.simulation.Saga;
import shop.simulation.Tables.OrderTables;

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
                Saga row = row(run.id());
                return row.told().phase().equals(run.state().phase().name())
                        ? isOwner(row, run.epoch()) && !row.ended()
                        : super.write(run, lease);
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

    /** Whatever the clock says now, a lease ends when it says. */
    public static InMemorySagaLog believingEveryLease(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            @Override
            protected boolean isOver(Saga row) {
                return row.lease().until() < database.now();
            }
        };
    }

    /** What needs people's attention is left to them. */
    public static InMemorySagaLog leavingThemToPeople(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            @Override
            protected boolean isOver(Saga row) {
                return !row.told().attention() && super.isOver(row);
            }
        };
    }

    /** A saga is set aside because the database was away for a moment. */
    public static InMemorySagaLog setAsideByOutages(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            @Override
            protected boolean isItsOwn(Throwable trouble) {
                return true;
            }
        };
    }

    /** Rows are read in another way. */
    static InMemorySagaLog reading(
            SagaRows planted,
            OrderTables tables,
            Database database,
            Checks checks,
            ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            @Override
            SagaRows rows() {
                return planted;
            }
        };
    }

    /** Why a saga was set aside is written over why it is undone. */
    public static InMemorySagaLog settingReasonsAside(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            @Override
            protected Saga.Told setAside(Saga.Told told, String why) {
                return told.troubled(why).detailed(why);
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
