package shop.system.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What can be done to a database from within. */
final class DatabaseFaults {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(15);

    private static final String OTHERS =
            " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    + " AND backend_type = 'client backend'";

    // One statement looks a thousand times: from outside a commit would be over before it is seen.
    private static final String TERMINATE_COMMITTING =
            """
            DO $$ BEGIN
              FOR i IN 1..200 LOOP
                PERFORM pg_stat_clear_snapshot();
                PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                  AND state = 'active' AND query ILIKE 'COMMIT%';
                IF FOUND THEN RAISE EXCEPTION 'terminated'; END IF;
                PERFORM pg_sleep(0.001);
              END LOOP;
            END $$
            """;

    private final ChaosShop shop;
    private final Figures figures;

    DatabaseFaults(ChaosShop shop, Figures figures) {
        this.shop = shop;
        this.figures = figures;
    }

    /** Terminates backends that are committing for a while, until one was met; and one at work. */
    void terminateBackends(String database) throws SQLException {
        long begin = System.nanoTime();
        int terminated = 0;
        try (Connection connection = shop.connect(database);
                Statement statement = connection.createStatement()) {
            while (isWithin(terminated == 0 ? LONG : SHORT, begin)) {
                if (hasTerminated(statement)) {
                    terminated++;
                }
            }
            String busy = "SELECT pg_terminate_backend(pid)" + OTHERS + " LIMIT 1";
            statement.executeQuery(busy).close();
        }
        figures.count("backends terminated in a commit", terminated);
    }

    private static boolean isWithin(Duration length, long begin) {
        return System.nanoTime() - begin < length.toNanos();
    }

    private static boolean hasTerminated(Statement statement) throws SQLException {
        try {
            statement.execute(TERMINATE_COMMITTING);
            return false;
        } catch (SQLException e) {
            if ("P0001".equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    /**
     * Makes the clock jump: whenever the service asks the time it is right, or an hour behind. What
     * is held until a quarter past an hour ago is over at the next look.
     */
    void setClockBack(String database) throws SQLException {
        try (Connection connection = shop.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS wrong_clock");
            statement.execute(
                    """
                    CREATE OR REPLACE FUNCTION wrong_clock.now() RETURNS timestamptz LANGUAGE sql
                    RETURN pg_catalog.now()
                           - CASE WHEN random() < 0.5 THEN interval '1 hour' ELSE interval '0' END
                    """);
            statement.execute(
                    "ALTER ROLE %s SET search_path = wrong_clock, pg_catalog, public"
                            .formatted(database));
            reconnect(statement);
        }
    }

    void setClockRight(String database) throws SQLException {
        try (Connection connection = shop.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE %s RESET search_path".formatted(database));
            reconnect(statement);
        }
    }

    private static void reconnect(Statement statement) throws SQLException {
        try (ResultSet ended =
                statement.executeQuery("SELECT count(pg_terminate_backend(pid))" + OTHERS)) {
            ended.next();
        }
    }
}
