package shop.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A service's database in which some tables are made to look as after years, and what PostgreSQL
 * reads of them.
 *
 * <p>The tables never get statistics, and every statement is planned without a look at its values:
 * so PostgreSQL chooses what it chooses in the worst case, and what is cheap here is so because of
 * an index and not by luck. What was read is PostgreSQL's own count, of the statements that the
 * service has really sent, its jobs' included.
 */
public final class GrownTables {

    private static final String READ =
            """
            SELECT relname || ' from end to end' AS what, seq_tup_read AS rows
            FROM pg_stat_user_tables WHERE relname = ANY (:tables)
            UNION ALL
            SELECT relname || ' by ' || indexrelname, idx_tup_read
            FROM pg_stat_user_indexes WHERE relname = ANY (:tables)
            """;

    private final HikariDataSource pool;
    private final String[] tables;
    private final JdbcClient watcher;

    /**
     * The tables that grow. They have no statistics from now on, so this comes before they are
     * filled.
     *
     * @param pool the service's own
     */
    public GrownTables(DataSource pool, String... tables) {
        this.pool = (HikariDataSource) pool;
        this.tables = tables.clone();
        this.watcher =
                JdbcClient.create(
                        new DriverManagerDataSource(
                                this.pool.getJdbcUrl(),
                                this.pool.getUsername(),
                                this.pool.getPassword()));
        for (String table : tables) {
            watcher.sql("ALTER TABLE " + table + " SET (autovacuum_enabled = false)").update();
        }
        String database = watcher.sql("SELECT current_database()").query(String.class).single();
        watcher.sql("ALTER DATABASE " + database + " SET plan_cache_mode = force_generic_plan")
                .update();
    }

    /** How many orders there are: 300,000 unless {@code -Dshop.volume.orders} says otherwise. */
    public static int orders() {
        return Integer.getInteger("shop.volume.orders", 300_000);
    }

    /** Does something to the database that takes longer than a service may. */
    public void fill(String sql) {
        watcher.sql(sql).update();
    }

    /**
     * Fails if the work, or a job meanwhile, scans one of the tables from end to end, or reads more
     * entries of one of their indexes than this.
     */
    public void assertFewAreRead(int most, Runnable work) {
        Map<String, Long> before = read();
        work.run();
        Map<String, Long> read = read();
        read.replaceAll((what, rows) -> rows - before.getOrDefault(what, 0L));
        assertThat(read)
                .allSatisfy((what, rows) ->
                        assertThat(rows)
                                .isBetween(0L, what.endsWith("from end to end") ? 0L : most));
    }

    // A connection tells what it read when it ends, at the latest.
    private Map<String, Long> read() {
        List<Integer> old =
                watcher.sql(
                                """
                                SELECT pid FROM pg_stat_activity
                                WHERE datname = current_database() AND pid <> pg_backend_pid()
                                """)
                        .query((row, _) -> row.getInt("pid"))
                        .list();
        // More than once: the pool knows nothing yet of one that it is opening.
        await("the end of all connections")
                .atMost(Duration.ofMinutes(1))
                .until(() -> {
                    pool.getHikariPoolMXBean().softEvictConnections();
                    return old.stream().noneMatch(this::isConnected);
                });
        Map<String, Long> rows = new TreeMap<>();
        watcher.sql(READ)
                .param("tables", tables)
                .query(row -> {
                    rows.put(row.getString("what"), row.getLong("rows"));
                });
        return rows;
    }

    private boolean isConnected(int pid) {
        return watcher.sql("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = ?)")
                .param(pid)
                .query(Boolean.class)
                .single();
    }
}
