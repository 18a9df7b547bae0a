package shop.order.saga;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState;
import shop.simulation.Checks;
import shop.simulation.Database;
import shop.simulation.Json;
import shop.simulation.NoJdbc;
import shop.simulation.ProcessTime;
import shop.simulation.Saga;
import shop.simulation.Tables.OrderTables;

/** The table {@code saga}, statement by statement. */
public class InMemorySagaLog extends SagaLog {

    protected final OrderTables tables;
    protected final Database database;
    private final Checks checks;
    private final ProcessTime time;
    private final SagaRows rows = new SagaRows(Json.MAPPER);

    /** The log as one process sees it. */
    public InMemorySagaLog(OrderTables tables, Database database, Checks checks, ProcessTime time) {
        super(NoJdbc.client(), new SagaRows(Json.MAPPER), "simulated", new Sagas.Time(time));
        this.tables = tables;
        this.database = database;
        this.checks = checks;
        this.time = time;
    }

    @Override
    <T> SagaRun<T> begin(
            SagaDefinition<T> definition, UUID id, T data, Duration patience, Duration lease) {
        SagaState state = definition.beginning();
        long now = time.nanos();
        Saga.Lease own = new Saga.Lease(owner(), 1, database.now() + lease.toNanos());
        insert(
                new Saga(
                        id,
                        definition.name(),
                        rows.data(data),
                        SagaColumns.told(state, false),
                        own,
                        database.now() + patience.toNanos(),
                        database.now(),
                        checks.now(),
                        -1));
        return new SagaRun<>(
                definition, id, data, 1, now + patience.toNanos(), now + lease.toNanos(), state);
    }

    /** What turns the rows that were taken over into sagas. */
    SagaRows rows() {
        return new SagaRows(Json.MAPPER);
    }

    /** The first row of a saga. */
    protected void insert(Saga row) {
        if (!database.statement(() -> tables.sagas().insert(row.id(), row))) {
            throw new DuplicateKeyException("saga " + row.id());
        }
    }

    @Override
    boolean write(SagaRun<?> run, Duration lease) {
        checks.sagas().attemptsLogged();
        return database.statement(() -> update(run, lease));
    }

    @Override
    boolean writeInTime(SagaRun<?> run) {
        checks.sagas().attemptsLogged();
        return database.statement(() -> isInTime(row(run.id())) && update(run, LEASE));
    }

    /** {@code deadline > now()}. */
    protected boolean isInTime(Saga row) {
        return row.deadline() > database.now();
    }

    /** {@code epoch = ?}. */
    protected boolean isOwner(Saga row, int epoch) {
        return row.lease().epoch() == epoch;
    }

    /** The epoch after a takeover. */
    protected int nextEpoch(int epoch) {
        return epoch + 1;
    }

    /** {@code lease_until < now() OR lease_until > now() + '1 min'}. */
    protected boolean isOver(Saga row) {
        long left = row.lease().until() - database.now();
        return left < 0 || left > SagaLeases.LONGEST.toNanos();
    }

    /** Whether a saga is set aside for this. */
    protected boolean isItsOwn(Throwable trouble) {
        return !SagaLeases.isOutage(trouble);
    }

    /** How a saga that is set aside tells why. */
    protected Saga.Told setAside(Saga.Told told, String why) {
        return told.troubled(why);
    }

    private boolean update(SagaRun<?> run, Duration lease) {
        Saga row = row(run.id());
        if (!isOwner(row, run.epoch()) || row.ended()) {
            return false;
        }
        long end = run.state().isEnded() ? checks.now() : -1;
        Saga.Told told = SagaColumns.told(run.state(), run.isPastPivot());
        put(run, row.with(told, database.now() + lease.toNanos(), end));
        return true;
    }

    @Override
    Set<UUID> complete(List<? extends SagaRun<?>> runs) {
        checks.sagas().attemptsLogged();
        return database.statement(() ->
                runs.stream()
                        .filter(this::completeOne)
                        .map(SagaRun::id)
                        .collect(Collectors.toSet()));
    }

    private boolean completeOne(SagaRun<?> run) {
        Saga row = row(run.id());
        if (!isOwner(row, run.epoch()) || row.ended()) {
            return false;
        }
        SagaState end = run.state().with(SagaState.Phase.COMPLETED).withAttention(false);
        Saga.Told told = SagaColumns.told(end, row.told().pastPivot());
        put(run, row.with(told, row.lease().until(), checks.now()));
        return true;
    }

    @Override
    public Optional<SagaRecord> find(UUID id) {
        return database.statement(() ->
                Optional.ofNullable(tables.sagas().get(id)).map(this::read).map(rows::record));
    }

    private void put(SagaRun<?> run, Saga row) {
        checks.sagas().written(run.id(), run.epoch());
        tables.sagas().put(row.id(), row);
    }

    protected Saga row(UUID id) {
        return Objects.requireNonNull(tables.sagas().get(id), () -> "no saga " + id);
    }

    /** What is read of a row. */
    SagaRow read(Saga row) {
        return SagaColumns.read(row, database.now());
    }
}
