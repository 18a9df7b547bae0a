package shop.common.migration;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Tries a migration again that could not have its lock.
 *
 * <p>A statement such as {@code ALTER TABLE} waits for all who read the table, and everybody who
 * comes later waits behind it, on every instance. {@code lock_timeout} ends that before the others'
 * own limits do, and PostgreSQL undoes the whole migration. Not guaranteed for a migration outside
 * a transaction: it says {@code SET lock_timeout = 0} itself and only does what blocks nobody.
 */
final class PatientMigrations implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(PatientMigrations.class);

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public void migrate(Flyway flyway) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isMigrated(flyway, end)) {
            pause();
        }
    }

    private static boolean isMigrated(Flyway flyway, long end) {
        try {
            flyway.migrate();
            return true;
        } catch (FlywayException e) {
            if (!isForWantOfALock(e) || System.nanoTime() - end > 0) {
                throw e;
            }
            LOG.warn("a migration waits for its lock: {}", e.getMessage());
            return false;
        }
    }

    private static boolean isForWantOfALock(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a migration waits", e);
        }
    }
}
