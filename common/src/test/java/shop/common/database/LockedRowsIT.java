package shop.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.TestService;
import shop.common.batch.Batches;

/** With the limits that every service is delivered with. */
@TestService
class LockedRowsIT {

    private static final List<Integer> EIGHT = IntStream.range(0, 8).boxed().toList();
    private static final int LOCKED = 5;

    @Autowired private DataSource pool;
    @Autowired private JdbcClient jdbc;
    @Autowired private JdbcTemplate template;
    @Autowired private TransactionTemplate transaction;
    @Autowired private Batches batches;
    @Autowired private MeterRegistry meters;

    private Connection other;

    @BeforeEach
    void lockARow() throws SQLException {
        jdbc.sql("CREATE TABLE locked_row (id int PRIMARY KEY, done bool NOT NULL DEFAULT false)")
                .update();
        jdbc.sql("INSERT INTO locked_row SELECT generate_series(0, 7)").update();
        other = pool.getConnection();
        other.setAutoCommit(false);
        try (var statement = other.createStatement()) {
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
            statement.execute("SELECT FROM locked_row WHERE id = " + LOCKED + " FOR UPDATE");
        }
    }

    @AfterEach
    void unlock() throws SQLException {
        other.rollback();
        other.close();
        jdbc.sql("DROP TABLE locked_row").update();
    }

    @Test
    void tellThemselvesApartFromSlowStatements() {
        assertThatExceptionOfType(CannotAcquireLockException.class)
                .isThrownBy(() -> finish(List.of(LOCKED)));
        assertThatExceptionOfType(QueryTimeoutException.class)
                .isThrownBy(() -> jdbc.sql("SELECT pg_sleep(5)").query().singleValue());
    }

    @Test
    void doSoInABatchOfTheDriver() {
        List<Object[]> rows = List.of(new Object[] {1}, new Object[] {LOCKED});

        assertThatExceptionOfType(CannotAcquireLockException.class)
                .isThrownBy(
                        () -> template.batchUpdate("DELETE FROM locked_row WHERE id = ?", rows));
    }

    @Test
    void keepNoOtherItemOfABatchFromBeingDone() {
        List<Integer> others = EIGHT.stream().filter(id -> id != LOCKED).toList();

        var outcome =
                batches.each("locked rows", EIGHT, ids -> transaction.execute(_ -> finish(ids)));

        assertThat(outcome.failed()).containsExactly(LOCKED);
        assertThat(outcome.done()).containsOnlyKeys(others);
        assertThat(
                        jdbc.sql("SELECT id FROM locked_row WHERE done ORDER BY id")
                                .query(Integer.class)
                                .list())
                .isEqualTo(others);
        assertThat(meters.find("shop.batch.failures").tag("batch", "locked rows").counter())
                .isNull();
    }

    private Map<Integer, Boolean> finish(List<Integer> ids) {
        Map<Integer, Boolean> done = new HashMap<>();
        jdbc.sql("UPDATE locked_row SET done = true WHERE id = ANY (?) RETURNING id, done")
                .param(ids.toArray(Integer[]::new))
                .query(row -> {
                    done.put(row.getInt("id"), row.getBoolean("done"));
                });
        return done;
    }
}
