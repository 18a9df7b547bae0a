package shop.common.migration;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Tries a migration again that could not have its lock, or that was cut short.
 *
 * <p>A statement such as {@code ALTER TABLE} waits for all who read the table, and everybody who
 * comes later waits behind it, on every instance. {@code lock_timeout} ends that before the others'
 * own limits do, and PostgreSQL undoes the whole migration. Not guaranteed for a migration outside
 * a transaction: it says {@code SET lock_timeout = 0} itself and only does what blocks no query.
 *
 * <p>Such a migration is also the only kind that can fail half-way and be remembered as failed, so
 * it is written to be run again, and each start tries it once more. That forgets the failure alone:
 * if something else is wrong with the history, nothing is mended.
 */
final class PatientMigrations implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(PatientMigrations.class);

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Set<ErrorCode> STILL_TO_DO =
            Set.of(
                    CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED,
                    CoreErrorCode.RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED,
                    CoreErrorCode.OUTDATED_REPEATABLE_MIGRATION);

    @Override
    public void migrate(Flyway flyway) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isMigrated(flyway, end)) {
            pause();
        }
    }

    private static boolean isMigrated(Flyway flyway, long end) {
        try {
            forgetFailures(flyway);
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

    // To repair would also accept what else is wrong.
    private static void forgetFailures(Flyway flyway) {
        List<ErrorCode> wrong =
                flyway.validateWithResult().invalidMigrations.stream()
                        .map(migration -> migration.errorDetails.errorCode)
                        .filter(code -> !STILL_TO_DO.contains(code))
                        .toList();
        if (!wrong.isEmpty()
                && wrong.stream().allMatch(CoreErrorCode.FAILED_VERSIONED_MIGRATION::equals)) {
            LOG.warn("a migration that was cut short is tried again");
            flyway.repair();
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
