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
import shop.order.saga.definition.Undone;

/**
 * The table {@code saga}: one row a saga, written by its owner only.
 *
 * <p>Every write after the first says {@code AND epoch = ?}. One that changes no row tells its
 * caller that somebody else drives now, or that the time for it has passed.
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

    /**
     * Logs a saga in the caller's transaction, with the intent to do all of its steps. From the
     * commit on it will end, whoever dies; the caller drives it with {@link SagaRunner#drive}.
     *
     * @param id also the key under which participants know it
     * @param patience how long it may take to reach the pivot, by the database's clock
     */
    public <T> SagaRun<T> begin(SagaDefinition<T> definition, UUID id, T data, Duration patience) {
        SagaState state = definition.beginning();
        jdbc.sql(
                        """
                        INSERT INTO saga (id, name, phase, steps, data, owner, epoch,
                                          lease_until, deadline)
                        VALUES (?, ?, ?, ?::json, ?::json, ?, 1,
                                now() + make_interval(secs => ?), now() + make_interval(secs => ?))
                        """)
                .params(
                        id,
                        definition.name(),
                        state.phase().name(),
                        rows.steps(state),
                        rows.data(data),
                        owner,
                        seconds(LEASE),
                        seconds(patience))
                .update();
        long deadline = time.nanos() + patience.toNanos();
        return new SagaRun<>(definition, id, data, 1, deadline, state);
    }

    /** Logs the state, and keeps or gives up the saga: others may take it after this lease. */
    boolean write(SagaRun<?> run, Duration lease) {
        return update(run, lease, "");
    }

    /** The same for the pivot, which must not be committed after the deadline. */
    boolean writeInTime(SagaRun<?> run) {
        return update(run, LEASE, " AND deadline > now()");
    }

    private boolean update(SagaRun<?> run, Duration lease, String condition) {
        SagaState state = run.state();
        Undone undone = state.undone();
        return jdbc.sql(
                                """
                                UPDATE saga
                                SET phase = ?, steps = ?::json, reason = ?, detail = ?, attention = ?,
                                    lease_until = clock_timestamp() + make_interval(secs => ?),
                                    ended_at = CASE WHEN ? THEN now() END
                                WHERE id = ? AND epoch = ? AND ended_at IS NULL\
                                """
                                        + condition)
                        .param(state.phase().name())
                        .param(rows.steps(state))
                        .param(undone == null ? null : undone.reason())
                        .param(undone == null ? null : undone.detail())
                        .param(state.attention())
                        .param(seconds(lease))
                        .param(state.isEnded())
                        .param(run.id())
                        .param(run.epoch())
                        .update()
                == 1;
    }

    /** Ends all of these that are still their owner's as completed; returns which. */
    Set<UUID> complete(List<? extends SagaRun<?>> runs) {
        return jdbc
                .sql(
                        """
                        UPDATE saga SET phase = 'COMPLETED', steps = done.steps::json,
                                        attention = false, ended_at = now()
                        FROM unnest(?::uuid[], ?::int[], ?::text[]) AS done (id, epoch, steps)
                        WHERE saga.id = done.id AND saga.epoch = done.epoch
                          AND saga.ended_at IS NULL
                        RETURNING saga.id
                        """)
                .param(runs.stream().map(SagaRun::id).toArray(UUID[]::new))
                .param(runs.stream().map(SagaRun::epoch).toArray(Integer[]::new))
                .param(runs.stream().map(run -> rows.steps(run.state())).toArray(String[]::new))
                .query(UUID.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /**
     * Takes over sagas whose owner's lease is over. Their epoch goes up, so whatever the former
     * owner still writes changes nothing.
     */
    List<SagaRow> takeOver(int most) {
        return jdbc.sql(
                        """
                        UPDATE saga SET owner = ?, epoch = epoch + 1,
                                        lease_until = now() + make_interval(secs => ?)
                        WHERE id IN (
                          SELECT id FROM saga WHERE ended_at IS NULL AND lease_until < now()
                          ORDER BY lease_until LIMIT ? FOR UPDATE SKIP LOCKED)
                        RETURNING *, extract(epoch FROM deadline - now()) * 1000 AS left_ms
                        """)
                .params(owner, seconds(LEASE), most)
                .query(SagaRow::of)
                .list();
    }

    /** What the log knows of a saga. */
    public Optional<SagaRecord> find(UUID id) {
        return jdbc.sql("SELECT *, 0 AS left_ms FROM saga WHERE id = ?")
                .param(id)
                .query(SagaRow::of)
                .optional()
                .map(row -> new SagaRecord(row.id(), row.name(), rows.state(row)));
    }

    /** Whether it had another owner after the one of this epoch. */
    boolean isTakenOver(UUID id, int epoch) {
        return jdbc.sql("SELECT epoch > ? FROM saga WHERE id = ?")
                .params(epoch, id)
                .query(Boolean.class)
                .single();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
