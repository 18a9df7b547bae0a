package shop.common.totals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps one table of running totals short, and checks it.
 *
 * <p>The table {@code x} comes with the function {@code fold_x(most)} and the view {@code
 * x_missing}, one row that is zero in every column when the totals are exact. What a check found is
 * a row of {@code total_check}.
 */
public final class RunningTotals {

    private static final Logger LOG = LoggerFactory.getLogger(RunningTotals.class);

    private static final int FOLDED_AT_ONCE = 10_000;
    private static final Duration LONGEST_CHECK = Duration.ofMinutes(10);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String table;

    /**
     * What the service's migrations have made.
     *
     * @param table its name, from the code and never from a caller
     */
    public RunningTotals(JdbcTemplate jdbc, PlatformTransactionManager transactions, String table) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.table = table;
    }

    /**
     * False if the last check that could run, of whichever instance, found them wrong. True before
     * the first: then the books go by their own statement alone.
     */
    public boolean areExact() {
        Boolean wrong =
                jdbc.queryForObject(
                        """
                        SELECT EXISTS (
                          SELECT FROM total_check WHERE total = ? AND lacks IS NOT NULL)
                        """,
                        Boolean.class,
                        table);
        return !Boolean.TRUE.equals(wrong);
    }

    /** Every instance may do it; rows that another one is folding are skipped. */
    @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
    public void fold() {
        while (foldSome() == FOLDED_AT_ONCE) {
            LOG.debug("there is more to fold in {}", table);
        }
    }

    private long foldSome() {
        Long folded =
                jdbc.queryForObject("SELECT fold_" + table + "(?)", Long.class, FOLDED_AT_ONCE);
        return folded == null ? 0 : folded;
    }

    /** On a thread that no stop waits for, as it would for a scheduled job. */
    @Scheduled(fixedRateString = "PT1H", initialDelayString = "${shop.totals.first-check:PT30S}")
    void checkInBackground() {
        Thread.ofVirtual()
                .name("check-" + table)
                .start(() -> {
                    try {
                        check();
                    } catch (RuntimeException e) {
                        LOG.warn("the totals in {} cannot be checked: {}", table, e.toString());
                    }
                });
    }

    /**
     * Counts everything, which takes seconds for some million rows, and takes no locks. What it
     * finds stays in the database; a check that cannot run changes nothing there.
     */
    public void check() {
        String missing =
                transaction.execute(
                        _ -> jdbc.execute((Connection connection) -> count(connection)));
        if (missing != null) {
            LOG.error("the totals in {} lack {}", table, missing);
        }
        jdbc.update(
                """
                INSERT INTO total_check (total, lacks, checked_at) VALUES (?, ?, now())
                ON CONFLICT (total) DO UPDATE
                SET lacks = excluded.lacks, checked_at = excluded.checked_at
                """,
                table,
                missing);
    }

    // A request's limits are too short for it. The pool sets the network's back, the end of the
    // transaction the statement's.
    private @Nullable String count(Connection connection) throws SQLException {
        int longest = (int) LONGEST_CHECK.toMillis();
        connection.setNetworkTimeout(Runnable::run, longest);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = " + longest);
            ResultSet rows =
                    statement.executeQuery(
                            """
                            SELECT string_agg(key || ': ' || value, ', ')
                            FROM %s_missing AS missing, json_each_text(to_json(missing))
                            WHERE value::numeric <> 0\
                            """
                                    .formatted(table));
            rows.next();
            return rows.getString(1);
        }
    }
}
