package shop.order.saga;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shop.simulation.Checks;
import shop.simulation.Database;
import shop.simulation.NoJdbc;
import shop.simulation.Saga;
import shop.simulation.Tables.OrderTables;

/** The leases in the table {@code saga}, statement by statement. */
class InMemorySagaLeases extends SagaLeases {

    private static final Duration SET_ASIDE = Duration.ofSeconds(30);

    private final InMemorySagaLog log;
    private final OrderTables tables;
    private final Database database;
    private final Checks checks;

    /** The leases in this log's table. */
    InMemorySagaLeases(InMemorySagaLog log, Checks checks) {
        super(NoJdbc.client(), log);
        this.log = log;
        this.tables = log.tables;
        this.database = log.database;
        this.checks = checks;
    }

    @Override
    List<SagaRow> takeOver(Wanted pastPivot, Wanted open) {
        return database.statement(() ->
                Stream.concat(
                                due(pastPivot)
                                        .filter(row -> row.told().pastPivot())
                                        .sorted(byLease())
                                        .limit(pastPivot.most()),
                                Stream.concat(
                                                others(open)
                                                        .filter(this::isInTime)
                                                        .sorted(
                                                                Comparator.comparingLong(
                                                                        Saga::deadline))
                                                        .limit(open.mostInTime()),
                                                others(open)
                                                        .filter(row -> !isInTime(row))
                                                        .sorted(byLease()))
                                        .limit(open.most()))
                        .toList()
                        .stream()
                        .map(this::takeOver)
                        .toList());
    }

    private Stream<Saga> due(Wanted wanted) {
        return tables.sagas().rows().stream()
                .filter(row -> !row.ended() && log.isOver(row))
                .filter(row -> row.lease().until() > database.now() - wanted.dueFor().toNanos());
    }

    private Stream<Saga> others(Wanted wanted) {
        return due(wanted).filter(row -> !row.told().pastPivot());
    }

    private static Comparator<Saga> byLease() {
        return Comparator.comparingLong(row -> row.lease().until());
    }

    private boolean isInTime(Saga row) {
        return row.deadline() > database.now();
    }

    private SagaRow takeOver(Saga row) {
        Saga taken =
                row.earlier(Math.max(0, row.begunAt() - database.now()))
                        .with(
                                new Saga.Lease(
                                        log.owner(),
                                        log.nextEpoch(row.lease().epoch()),
                                        database.now() + SagaLog.LEASE.toNanos()));
        tables.sagas().put(row.id(), taken);
        checks.sagas().read(taken);
        return log.read(taken);
    }

    @Override
    Set<UUID> renew(Supplier<List<SagaRun<?>>> runs) {
        return database.statement(() ->
                runs.get().stream()
                        .filter(this::renewOne)
                        .map(SagaRun::id)
                        .collect(Collectors.toSet()));
    }

    private boolean renewOne(SagaRun<?> run) {
        Saga row = log.row(run.id());
        if (!log.isOwner(row, run.epoch()) || row.ended()) {
            return false;
        }
        Saga.Lease lease =
                new Saga.Lease(
                        row.lease().owner(),
                        row.lease().epoch(),
                        database.now() + SagaLog.LEASE.toNanos());
        tables.sagas().put(row.id(), row.with(lease));
        return true;
    }

    @Override
    boolean isTakenOver(UUID id, int epoch) {
        return database.statement(() -> log.row(id).lease().epoch() > epoch);
    }

    @Override
    void broke(UUID id, int epoch, Throwable e) {
        checks.sagas().broke(id, epoch, e);
        if (log.isItsOwn(e) && isOutage(e)) {
            setAside(id, epoch, e.toString());
        } else {
            super.broke(id, epoch, e);
        }
    }

    @Override
    void setAside(UUID id, int epoch, String trouble) {
        database.statement(() -> {
            Saga row = log.row(id);
            if (log.isOwner(row, epoch) && !row.ended()) {
                checks.sagas().setAside(id, epoch, trouble);
                long until = database.now() + SET_ASIDE.toNanos();
                tables.sagas().put(id, row.with(log.setAside(row.told(), trouble), until, -1));
            }
            return true;
        });
    }
}
