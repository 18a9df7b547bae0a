package shop.order.saga.operators;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The log as its operators look at it: what is unfinished, how old, and what needs them. */
@Repository
class SagaBacklog {

    private static final String STATE =
            """
            CASE WHEN abandoned THEN 'ABANDONED' WHEN ended_at IS NOT NULL THEN phase
                 WHEN attention THEN 'NEEDS_ATTENTION' ELSE 'RUNNING' END
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SagaBacklog(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * How much there is at one moment.
     *
     * @param inFlight sagas that have not ended
     * @param needingAttention those among them that do not get on
     * @param oldest the age of the oldest of them; zero if there is none
     */
    record Size(long inFlight, long needingAttention, Duration oldest) {}

    Size size() {
        return jdbc.sql(
                        """
                        SELECT count(*), count(*) FILTER (WHERE attention),
                               coalesce(extract(epoch FROM now() - min(created_at)) * 1000, 0)
                        FROM saga WHERE ended_at IS NULL
                        """)
                .query((row, _) ->
                        new Size(row.getLong(1), row.getLong(2), Duration.ofMillis(row.getLong(3))))
                .single();
    }

    /** A page of the sagas in this state, in its order. */
    List<SagaSummary> list(SagaFilter state, int size, long offset) {
        return jdbc.sql(
                        """
                        SELECT id, name, %s AS state, owner, epoch, reason, detail, trouble,
                               created_at, lease_until, steps
                        FROM %s ORDER BY %s LIMIT ? OFFSET ?
                        """
                                .formatted(STATE, state.source(), state.order()))
                .params(size, offset)
                .query(this::summary)
                .list();
    }

    /** How many sagas {@link #list} has in all its pages. */
    long count(SagaFilter state) {
        return jdbc.sql("SELECT count(*) FROM " + state.source()).query(Long.class).single();
    }

    /** What became of a wish to try a saga again at once. */
    enum Retry {
        DUE,
        ENDED,
        UNKNOWN
    }

    /**
     * Ends the pause of a saga: a sweep of any instance takes it over, in its turn. Should it have
     * a driver now, the epoch tells that one at its next write that it has lost the saga; a step
     * that is under way then may be performed twice, as any may.
     */
    Retry retry(UUID id) {
        int due =
                jdbc.sql(
                                """
                                UPDATE saga SET epoch = epoch + 1,
                                  lease_until = now() - interval '1 ms'
                                WHERE id = ? AND ended_at IS NULL
                                """)
                        .param(id)
                        .update();
        if (due == 1) {
            return Retry.DUE;
        }
        boolean known =
                jdbc.sql("SELECT EXISTS (SELECT FROM saga WHERE id = ?)")
                        .param(id)
                        .query(Boolean.class)
                        .single();
        return known ? Retry.ENDED : Retry.UNKNOWN;
    }

    private SagaSummary summary(ResultSet row, int number) throws SQLException {
        return new SagaSummary(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("state"),
                row.getString("owner"),
                row.getInt("epoch"),
                row.getString("reason"),
                row.getString("detail"),
                row.getString("trouble"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("lease_until", OffsetDateTime.class).toInstant(),
                json.readTree(row.getString("steps")));
    }
}
