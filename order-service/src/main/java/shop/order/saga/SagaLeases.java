package shop.order.saga;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionException;
import shop.common.crash.CrashPoints;

/** Who may drive a saga, and for how long: takes over, renews, sets aside. */
@Repository
class SagaLeases {

    /** No lease is longer: one that ends later was given before the database's clock went back. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SagaLeases.class);
    private static final Duration SET_ASIDE = Duration.ofSeconds(30);
    private static final Duration RECENTLY = Duration.ofMinutes(1);
    private static final Duration EVER = Duration.ofDays(36_500);
    private static final int LONGEST_TEXT = 500;

    private static final String DUE =
            """
            SELECT id FROM saga
            WHERE ended_at IS NULL AND %s
              AND (lease_until < now() OR lease_until > now() + make_interval(secs => :longest))
            ORDER BY %s LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
            """;
    private static final String DUE_SINCE = " AND lease_until > now() - make_interval(secs => %s)";

    static final String TAKE_OVER =
            """
            UPDATE saga SET owner = :owner, epoch = epoch + 1,
              lease_until = clock_timestamp() + make_interval(secs => :lease),
              deadline = deadline - greatest(created_at - now(), interval '0'),
              created_at = least(created_at, now())
            WHERE id = ANY (ARRAY(
              SELECT id FROM (%s) AS promised UNION ALL (
              SELECT id FROM (%s) AS undecided UNION ALL
              SELECT id FROM (%s) AS late LIMIT :most)))
            RETURNING %s
            """
                    .formatted(
                            DUE.formatted(
                                    "past_pivot" + DUE_SINCE.formatted(":dueForPastPivot"),
                                    "lease_until",
                                    ":mostPastPivot"),
                            DUE.formatted(
                                    "NOT past_pivot AND deadline > now()",
                                    "deadline",
                                    ":mostInTime"),
                            DUE.formatted(
                                    "NOT past_pivot AND deadline <= now()"
                                            + DUE_SINCE.formatted(":dueFor"),
                                    "lease_until",
                                    ":most"),
                            SagaRow.COLUMNS);

    /**
     * Which sagas of one kind are taken over.
     *
     * @param most how many, at most
     * @param all whether also those that have been due for more than a minute: while something
     *     keeps the database from cleaning up, all that have ended since lie before them
     */
    record Wanted(int most, boolean all) {

        int mostInTime() {
            return most - most / 4;
        }

        Duration dueFor() {
            return all ? EVER : RECENTLY;
        }
    }

    private final JdbcClient jdbc;
    private final String owner;
    private final Lock renewing = new ReentrantLock();

    SagaLeases(JdbcClient jdbc, SagaLog log) {
        this.jdbc = jdbc;
        this.owner = log.owner();
    }

    /**
     * Takes over sagas whose owner's lease is over: some past their pivot, and of the others first
     * those whose deadline is next, then those whose deadline has passed. Of four or more a quarter
     * is kept for the latter, which may end without the participant that all of the former wait
     * for. Past the pivot and past the deadline those come first that have been due for longest, so
     * that none waits behind others that do not get on. Their epoch goes up, so whatever the former
     * owner still writes changes nothing. A saga that was begun later than now, because the clock
     * went back, begins now.
     *
     * @param pastPivot how many past their pivot
     * @param others how many others
     */
    List<SagaRow> takeOver(Wanted pastPivot, Wanted others) {
        return jdbc.sql(TAKE_OVER)
                .param("owner", owner)
                .param("lease", SagaLog.seconds(SagaLog.LEASE))
                .param("longest", SagaLog.seconds(LONGEST))
                .param("mostPastPivot", pastPivot.most())
                .param("dueForPastPivot", SagaLog.seconds(pastPivot.dueFor()))
                .param("most", others.most())
                .param("mostInTime", others.mostInTime())
                .param("dueFor", SagaLog.seconds(others.dueFor()))
                .query(SagaRow::of)
                .list();
    }

    /**
     * Gives all of these that are still their owner's another lease; returns which. The others have
     * another owner, or have ended, or are locked by others: this process renews one by one.
     *
     * @param runs asked for when no other renewal of this process is under way
     */
    Set<UUID> renew(Supplier<List<SagaRun<?>>> runs) {
        renewing.lock();
        try {
            return renewed(runs.get());
        } finally {
            renewing.unlock();
        }
    }

    private Set<UUID> renewed(List<SagaRun<?>> runs) {
        if (runs.isEmpty()) {
            return Set.of();
        }
        return jdbc
                .sql(
                        """
                        UPDATE saga SET lease_until = clock_timestamp() + make_interval(secs => ?)
                        WHERE id = ANY (ARRAY(
                          SELECT id FROM saga
                          JOIN unnest(?::uuid[], ?::int[]) AS own (id, epoch) USING (id, epoch)
                          WHERE ended_at IS NULL FOR NO KEY UPDATE OF saga SKIP LOCKED))
                        RETURNING id
                        """)
                .param(SagaLog.seconds(SagaLog.LEASE))
                .param(runs.stream().map(SagaRun::id).toArray(UUID[]::new))
                .param(runs.stream().map(SagaRun::epoch).toArray(Integer[]::new))
                .query(UUID.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /** Whether it had another owner after the one of this epoch. */
    boolean isTakenOver(UUID id, int epoch) {
        return jdbc.sql("SELECT epoch > ? FROM saga WHERE id = ?")
                .params(epoch, id)
                .query(Boolean.class)
                .single();
    }

    /**
     * Works on a saga of this epoch. What breaks stops here: the database's trouble passes and
     * leaves the saga to the next sweep; anything else is the saga's own and comes back, so the
     * saga is set aside for a while, for people to see.
     *
     * @return whether nothing broke
     */
    boolean guard(UUID id, int epoch, Runnable work) {
        try {
            work.run();
            return true;
        } catch (Throwable e) {
            broke(id, epoch, e);
            return false;
        }
    }

    /** What {@link #guard} does about a saga that broke. */
    void broke(UUID id, int epoch, Throwable e) {
        if (isOutage(e)) {
            LOG.warn("saga {} is left to the next sweep: {}", id, e.toString());
            return;
        }
        LOG.error("saga {} cannot go on and is set aside", id, e);
        try {
            setAside(id, epoch, String.valueOf(e.getMessage()));
        } catch (DataAccessException | TransactionException outage) {
            LOG.warn("saga {} is left to the next sweep: {}", id, outage.toString());
        }
    }

    /** Whether this is the database's trouble, which passes, and no saga's. */
    static boolean isOutage(Throwable e) {
        return e instanceof TransactionException
                || e instanceof DataAccessResourceFailureException
                || e instanceof TransientDataAccessException
                || e instanceof RecoverableDataAccessException;
    }

    /**
     * Sets aside a saga that has not ended, if this is still its epoch. Nothing that it needs to go
     * on changes; its next write forgets the trouble.
     */
    void setAside(UUID id, int epoch, String trouble) {
        CrashPoints.hit("set-aside.before");
        jdbc.sql(
                        """
                        UPDATE saga SET attention = true, trouble = left(?, ?),
                                        lease_until = clock_timestamp() + make_interval(secs => ?)
                        WHERE id = ? AND epoch = ? AND ended_at IS NULL
                        """)
                .params(trouble, LONGEST_TEXT, SET_ASIDE.toSeconds(), id, epoch)
                .update();
        CrashPoints.hit("set-aside.after");
    }
}
