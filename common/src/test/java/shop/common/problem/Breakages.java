package shop.common.problem;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;

/** What may break, with insides that nobody may see. */
@RestController
@RequestMapping("/open/broken")
class Breakages {

    private static final String INSIDES = "select secret from shop.common.problem.Breakages";

    private final DriverManagerDataSource nobody =
            new DriverManagerDataSource("jdbc:postgresql://localhost:1/nobody");
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Breakages(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    record Unwritable(String word) {

        public String getLate() {
            return List.of(INSIDES).get(word.length());
        }
    }

    @GetMapping("/state")
    String state() {
        throw new IllegalStateException(INSIDES);
    }

    @GetMapping("/checked")
    String checked() throws SQLException {
        throw new SQLException(INSIDES, "42601");
    }

    @GetMapping("/error")
    String error() {
        throw new StackOverflowError(INSIDES);
    }

    @GetMapping("/answer")
    Unwritable answer() {
        return new Unwritable("x");
    }

    @GetMapping("/sql")
    int sql() {
        return jdbc.sql("SELECT secret FROM nowhere").query(Integer.class).single();
    }

    @GetMapping("/duplicate")
    int duplicate() {
        throw new DuplicateKeyException(INSIDES);
    }

    @GetMapping("/rolledback")
    int rolledBack() {
        return transaction.execute(outer -> {
            transaction.executeWithoutResult(inner -> inner.setRollbackOnly());
            return 1;
        });
    }

    @GetMapping("/away/wait")
    String waiting() {
        throw new AsyncRequestTimeoutException();
    }

    @GetMapping("/peer")
    String peer() {
        throw Problems.unavailable("The peer", "no instance is known");
    }

    @GetMapping("/away/connect")
    int connect() {
        return JdbcClient.create(nobody).sql("SELECT 1").query(Integer.class).single();
    }

    @GetMapping("/away/begin")
    int begin() {
        return new TransactionTemplate(new JdbcTransactionManager(nobody)).execute(_ -> 1);
    }

    @GetMapping("/away/statement")
    int statement() {
        return jdbc.sql("SELECT count(*) FROM pg_terminate_backend(pg_backend_pid())")
                .query(Integer.class)
                .single();
    }

    @GetMapping("/away/slow")
    Object slow() {
        return transaction.execute(_ -> {
            jdbc.sql("SET LOCAL statement_timeout = 50").update();
            return jdbc.sql("SELECT pg_sleep(5)").query().singleValue();
        });
    }

    @GetMapping("/away/locked")
    Object locked() {
        TransactionTemplate another =
                new TransactionTemplate(
                        Objects.requireNonNull(transaction.getTransactionManager()));
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return transaction.execute(_ -> {
            lock();
            return another.execute(_ -> lock());
        });
    }

    private Object lock() {
        return jdbc.sql("SELECT pg_advisory_xact_lock(1)").query().singleValue();
    }
}
