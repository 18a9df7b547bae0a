package shop.common.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import shop.common.TestService;
import shop.testing.Backends;
import shop.testing.Database;

@TestService
class MigrationsIT {

    @Autowired private Flyway flyway;
    @Autowired private FlywayMigrationStrategy strategy;

    private final Database database = Backends.newDatabase("patience");

    /** With what is set for every service. */
    private FluentConfiguration migrations() {
        return Flyway.configure()
                .configuration(flyway.getConfiguration())
                .dataSource(database.url(), database.user(), database.password())
                .locations("classpath:db/patience");
    }

    @Test
    void letEverybodyElseInWhileALongReaderKeepsThemWaiting() throws Exception {
        migrations().target("1").load().migrate();
        try (Connection reader = database.connect();
                Connection others = database.connect();
                ExecutorService upgrade = Executors.newVirtualThreadPerTaskExecutor()) {
            reader.setAutoCommit(false);
            execute(reader, "SELECT id FROM thing");
            Future<?> migrated = upgrade.submit(() -> strategy.migrate(migrations().load()));

            // As long as a service may wait: it would be refused behind a migration that waits on.
            execute(others, "SET lock_timeout = '700ms'");
            for (int tries = 0; tries < 3; tries++) {
                awaitWaiting(others, true);
                execute(others, "INSERT INTO thing SELECT coalesce(max(id), 0) + 1 FROM thing");
                awaitWaiting(others, false);
            }
            assertThat(migrated.isDone()).isFalse();

            reader.rollback();
            migrated.get();
        }
        assertThat(Objects.requireNonNull(migrations().load().info().current()).getVersion())
                .hasToString("2");
    }

    @Test
    void waitForAnotherInstanceThatIsAtThemForAsLongAsItTakes() {
        assertThat(flyway.getConfiguration().getLockRetryCount()).isEqualTo(-1);
    }

    @Test
    void areTriedAgainAfterOneOutsideATransactionWasCutShort() throws Exception {
        FluentConfiguration indexed =
                migrations().locations("classpath:db/patience", "classpath:db/cut-short");
        strategy.migrate(indexed.load());
        try (Connection connection = database.connect()) {
            execute(
                    connection,
                    "UPDATE flyway_schema_history SET success = false WHERE version = '3'");
            execute(connection, "DROP INDEX thing_by_note");

            strategy.migrate(indexed.load());

            execute(connection, "DROP INDEX thing_by_note");
        }
    }

    @Test
    void areNotTriedAgainWhenAnAppliedOneWasEditedAsWell() throws Exception {
        FluentConfiguration indexed =
                migrations().locations("classpath:db/patience", "classpath:db/cut-short");
        strategy.migrate(indexed.load());
        try (Connection connection = database.connect()) {
            execute(
                    connection,
                    "UPDATE flyway_schema_history SET success = false WHERE version = '3'");
            execute(
                    connection,
                    "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '2'");
        }

        assertThatExceptionOfType(FlywayValidateException.class)
                .isThrownBy(() -> strategy.migrate(indexed.load()))
                .withMessageContaining("checksum");
    }

    private static void awaitWaiting(Connection connection, boolean waiting) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> isMigrationWaiting(connection) == waiting);
    }

    private static boolean isMigrationWaiting(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                SELECT EXISTS (SELECT FROM pg_locks
                                  WHERE NOT granted AND mode = 'AccessExclusiveLock'
                                    AND relation = 'thing'::regclass)
                                """)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static void execute(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
