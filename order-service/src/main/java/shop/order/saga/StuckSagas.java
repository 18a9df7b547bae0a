package shop.order.saga;

import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionException;

/** Sagas that break whoever drives them: left alone for a while, for people to see. */
@Repository
class StuckSagas {

    private static final Logger LOG = LoggerFactory.getLogger(StuckSagas.class);
    private static final Duration SET_ASIDE = Duration.ofSeconds(30);

    private final JdbcClient jdbc;

    StuckSagas(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether this is the database's trouble, which passes. Anything else is the saga's own, which
     * comes back every time.
     */
    static boolean isOutage(RuntimeException e) {
        return e instanceof TransactionException
                || (e instanceof DataAccessException
                        && !(e instanceof DataIntegrityViolationException));
    }

    /** Sets aside a saga that broke with this. */
    void setAside(UUID id, int epoch, RuntimeException e) {
        LOG.error("saga {} cannot go on", id, e);
        setAside(id, epoch, String.valueOf(e.getMessage()));
    }

    /** Sets aside a saga, if this is still its epoch. */
    void setAside(UUID id, int epoch, String why) {
        jdbc.sql(
                        """
                        UPDATE saga SET attention = true, detail = ?,
                                        lease_until = now() + make_interval(secs => ?)
                        WHERE id = ? AND epoch = ?
                        """)
                .params(why, SET_ASIDE.toSeconds(), id, epoch)
                .update();
    }
}
