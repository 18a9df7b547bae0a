package shop.order.saga;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import shop.order.saga.definition.SagaState;
import shop.simulation.Checks;
import shop.simulation.Database;
import shop.simulation.Json;
import shop.simulation.NoJdbc;
import shop.simulation.Tables.OrderTables;
import shop.simulation.Tables.Saga;

/** Who may drive the sagas of the table {@code saga}, statement by statement. */
final class InMemorySagaLeases extends SagaLeases {

    private static final long SET_ASIDE = 30_000_000_000L;

    private final InMemorySagaLog log;
    private final OrderTables tables;
    private final Database database;
    private final Checks checks;
    private final SagaRows rows = new SagaRows(Json.MAPPER);

    InMemorySagaLeases(InMemorySagaLog log, OrderTables tables, Database database, Checks checks) {
        super(NoJdbc.client(), log);
        this.log = log;
        this.tables = tables;
        this.database = database;
        this.checks = checks;
    }

    @Override
    List<SagaRow> takeOver(int most) {
        return database.statement(() ->
                tables.sagas().rows().stream()
                        .filter(row -> !row.ended() && isDue(row))
                        .sorted(
                                Comparator.comparing((Saga row) -> !isPastPivot(row))
                                        .thenComparing(Saga::deadline))
                        .limit(most)
                        .toList()
                        .stream()
                        .map(this::takeOver)
                        .toList());
    }

    private boolean isDue(Saga row) {
        long now = database.now();
        return row.leaseUntil() < now || row.leaseUntil() > now + LONGEST.toNanos();
    }

    private boolean isPastPivot(Saga row) {
        SagaState state = rows.record(log.row(row)).state();
        return state.isPastPivot();
    }

    private SagaRow takeOver(Saga row) {
        long now = database.now();
        long lease = now + SagaLog.LEASE.toNanos();
        Saga taken = row.takenOver(log.owner(), log.nextEpoch(row.epoch()), now, lease);
        tables.sagas().put(row.id(), taken);
        return log.row(taken);
    }

    @Override
    Set<UUID> renew(List<? extends SagaRun<?>> runs) {
        return database.statement(() ->
                runs.stream().filter(this::renewOne).map(SagaRun::id).collect(Collectors.toSet()));
    }

    private boolean renewOne(SagaRun<?> run) {
        Saga row = log.row(run.id());
        boolean ours = log.isOwner(row, run.epoch()) && !row.ended();
        if (ours) {
            long lease = database.now() + SagaLog.LEASE.toNanos();
            tables.sagas().put(row.id(), row.leased(lease));
        }
        return ours;
    }

    @Override
    boolean isTakenOver(UUID id, int epoch) {
        return database.statement(() -> log.row(id).epoch() > epoch);
    }

    @Override
    void setAside(UUID id, int epoch, String trouble) {
        database.statement(() -> {
            Saga row = log.row(id);
            if (log.isOwner(row, epoch) && !row.ended()) {
                checks.setAside(id, trouble);
                long lease = database.now() + SET_ASIDE;
                tables.sagas().put(id, row.setAside(trouble, lease));
            }
            return true;
        });
    }
}
