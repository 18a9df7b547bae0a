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
import shop.simulation.Tables.OrderTables;
import shop.simulation.Tables.Saga;

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
        Saga row =
                new Saga(
                        id,
                        definition.name(),
                        state.phase(),
                        rows.steps(state),
                        rows.data(data),
                        null,
                        false,
                        null,
                        owner(),
                        1,
                        database.now() + lease.toNanos(),
                        database.now() + patience.toNanos(),
                        database.now(),
                        checks.now(),
                        -1);
        insert(row);
        return new SagaRun<>(
                definition, id, data, 1, now + patience.toNanos(), now + lease.toNanos(), state);
    }

    /** The first row of a saga. */
    protected void insert(Saga row) {
        if (!database.statement(() -> tables.sagas().insert(row.id(), row))) {
            throw new DuplicateKeyException("saga " + row.id());
        }
    }

    @Override
    boolean write(SagaRun<?> run, Duration lease) {
        checks.attemptsLogged();
        return database.statement(() -> update(run, lease));
    }

    @Override
    boolean writeInTime(SagaRun<?> run) {
        checks.attemptsLogged();
        return database.statement(() -> isInTime(row(run.id())) && update(run, LEASE));
    }

    /** {@code deadline > now()}. */
    protected boolean isInTime(Saga row) {
        return row.deadline() > database.now();
    }

    /** {@code epoch = ?}. */
    protected boolean isOwner(Saga row, int epoch) {
        return row.epoch() == epoch;
    }

    /** The epoch after a takeover. */
    protected int nextEpoch(int epoch) {
        return epoch + 1;
    }

    private boolean update(SagaRun<?> run, Duration lease) {
        Saga row = row(run.id());
        if (!isOwner(row, run.epoch()) || row.ended()) {
            return false;
        }
        SagaState state = run.state();
        long end = state.isEnded() ? checks.now() : -1;
        long leaseUntil = database.now() + lease.toNanos();
        put(run, row.written(state, rows.steps(state), rows.refusal(state), leaseUntil, end));
        return true;
    }

    @Override
    Set<UUID> complete(List<? extends SagaRun<?>> runs) {
        checks.attemptsLogged();
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
        String steps = rows.steps(run.state());
        put(run, row.written(end, steps, row.refusal(), row.leaseUntil(), checks.now()));
        return true;
    }

    /** Who may drive them, in the same table. */
    SagaLeases leases() {
        return new InMemorySagaLeases(this, tables, database, checks);
    }

    @Override
    public Optional<SagaRecord> find(UUID id) {
        return database.statement(() ->
                Optional.ofNullable(tables.sagas().get(id)).map(row -> rows.record(row(row))));
    }

    private void put(SagaRun<?> run, Saga row) {
        checks.sagaWritten(run.id(), run.epoch());
        tables.sagas().put(row.id(), row);
    }

    protected Saga row(UUID id) {
        return Objects.requireNonNull(tables.sagas().get(id), () -> "no saga " + id);
    }

    SagaRow row(Saga row) {
        boolean abandoned = row.phase() == SagaState.Phase.ABANDONED;
        return new SagaRow(
                row.id(),
                row.name(),
                (abandoned ? SagaState.Phase.UNDONE : row.phase()).name(),
                abandoned,
                row.steps(),
                row.data(),
                row.refusal(),
                null,
                null,
                row.attention(),
                row.epoch(),
                Duration.ofNanos(row.deadline() - database.now()));
    }
}
