package shop.common.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/** Adds to Spring's default translator PostgreSQL's own state for a lock that is not available. */
final class LockedRows extends SQLExceptionSubclassTranslator {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @Override
    protected @Nullable DataAccessException doTranslate(
            String task, @Nullable String sql, SQLException e) {
        return LOCK_NOT_AVAILABLE.equals(e.getSQLState())
                ? new CannotAcquireLockException(buildMessage(task, sql, e), e)
                : super.doTranslate(task, sql, e);
    }
}
