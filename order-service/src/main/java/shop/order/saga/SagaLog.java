package shop.order.saga;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.UndoReason;

/**
 * The table {@code saga}: one row a saga, written by its owner only. An operator's retry raises the
 * epoch and ends the lease, so that any instance takes the saga over.
 *
 * <p>Every write after the first says {@code AND epoch = ? AND ended_at IS NULL}. One that changes
 * no row tells its caller that another owner drives now, that the saga has ended, or that the time
 * for it has passed.
 */
@Repository
public class SagaLog {

    /** For how long an owner has a saga before others may take it over. */
    static final Duration LEASE = Duration.ofSeconds(4);

    private final JdbcClient jdbc;
    private final SagaRows rows;
    private final String owner; // for people; a restarted process is another
    private final SagaTime time;

    SagaLog(
            JdbcClient jdbc,
            SagaRows rows,
            @Value("${eureka.instance.instance-id:order-service}") String instance,
            SagaTime time) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.owner = instance + "/" + UUID.randomUUID().toString().substring(0, 8);
        this.time = time;
    }

    String owner() {
        return owner;
    }

    /**
     * Logs a saga in the caller's transaction, with the intent to do all of its steps. From the
     * commit on it will end, whichever process dies; the caller drives it with {@link
     * SagaRunner#drive}.
     *
     * @param id also the key under which participants know it
     * @param patience how long it may take to reach the pivot, by the database's clock
     */
    public <T> SagaRun<T> begin(SagaDefinition<T> definition, UUID id, T data, Duration patience) {
        return begin(definition, id, data, patience, LEASE);
    }

    /** The same for a caller that does not drive it: any instance does from the commit on. */
    public <T> void leave(SagaDefinition<T> definition, UUID id, T data, Duration patience) {
        begin(definition, id, data, patience, Duration.ZERO);
    }

    <T> SagaRun<T> begin(
            SagaDefinition<T> definition, UUID id, T data, Duration patience, Duration lease) {
        SagaState state = definition.beginning();
        long now = time.nanos();
        jdbc.sql(
                        """
                        INSERT INTO saga (id, name, phase, steps, data, owner, epoch,
                                          lease_until, deadline)
                        VALUES (?, ?, ?, ?::json, ?::json, ?, 1,
                                clock_timestamp() + make_interval(secs => ?),
                                now() + make_interval(secs => ?))
                        """)
                .params(id, definition.name(), state.phase().name(), rows.steps(state))
                .params(rows.data(data), owner)
                .params(seconds(lease), seconds(patience))
                .update();
        return new SagaRun<>(
                definition, id, data, 1, now + patience.toNanos(), now + lease.toNanos(), state);
    }

    /**
     * Logs the state, and keeps or gives up the saga: others may take it after this lease.
     *
     * @return false if the saga has another owner or has ended; nothing has changed then
     */
    boolean write(SagaRun<?> run, Duration lease) {
        return update(run, lease, "");
    }

    /** The same for the pivot, which must not be committed after the deadline: false then, too. */
    boolean writeInTime(SagaRun<?> run) {
        return update(run, LEASE, " AND deadline > now()");
    }

    private boolean update(SagaRun<?> run, Duration lease, String condition) {
        SagaState state = run.state();
        UndoReason why = state.undone();
        boolean abandoned = state.phase() == SagaState.Phase.ABANDONED;
        return jdbc.sql(
                                """
                                UPDATE saga
                                SET phase = ?, abandoned = ?, past_pivot = ?, steps = ?::json,
                                    refusal = ?::json, reason = ?, detail = ?,
                                    attention = ?, trouble = NULL,
                                    lease_until = clock_timestamp() + make_interval(secs => ?),
                                    ended_at = CASE WHEN ? THEN now() END
                                WHERE id = ? AND epoch = ? AND ended_at IS NULL\
                                """
                                        + condition)
                        .param((abandoned ? SagaState.Phase.UNDONE : state.phase()).name())
                        .param(abandoned)
                        .param(run.isPastPivot())
                        .param(rows.steps(state))
                        .param(rows.refusal(state))
                        .param(why == null ? null : why.code())
                        .param(why == null ? null : why.detail())
                        .param(state.attention())
                        .param(seconds(lease))
                        .param(state.isEnded())
                        .param(run.id())
                        .param(run.epoch())
                        .update()
                == 1;
    }

    /**
     * Ends all of these that are still their owner's as completed, and waits for no other
     * transaction: the rows that one has locked are left as they are.
     *
     * @return the ids of those that were ended
     */
    Set<UUID> complete(List<? extends SagaRun<?>> runs) {
        return jdbc
                .sql(
                        """
                        UPDATE saga SET phase = 'COMPLETED', steps = done.steps::json,
                                        attention = false, trouble = NULL, ended_at = now()
                        FROM unnest(?::uuid[], ?::int[], ?::text[]) AS done (id, epoch, steps)
                        WHERE saga.id = done.id AND saga.epoch = done.epoch
                          AND saga.id = ANY (ARRAY(
                            SELECT id FROM saga WHERE id = ANY (?) AND ended_at IS NULL
                            FOR NO KEY UPDATE SKIP LOCKED))
                        RETURNING saga.id
                        """)
                .param(runs.stream().map(SagaRun::id).toArray(UUID[]::new))
                .param(runs.stream().map(SagaRun::epoch).toArray(Integer[]::new))
                .param(runs.stream().map(run -> rows.steps(run.state())).toArray(String[]::new))
                .param(runs.stream().map(SagaRun::id).toArray(UUID[]::new))
                .query(UUID.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /** What the log knows of a saga. */
    public Optional<SagaRecord> find(UUID id) {
        return jdbc.sql("SELECT " + SagaRow.COLUMNS + " FROM saga WHERE id = ?")
                .param(id)
                .query(SagaRow::of)
                .optional()
                .map(rows::record);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
