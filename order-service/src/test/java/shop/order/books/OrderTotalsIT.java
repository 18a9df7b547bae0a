package shop.order.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import shop.common.totals.RunningTotals;
import shop.testing.Backends;
import shop.testing.Database;

/** The running totals of the orders, from the migration that makes them on. */
class OrderTotalsIT {

    private static final String PLACE =
            """
            INSERT INTO orders (id, customer, status, placed_at, lines, quantity, total_minor,
                                currency, key, version)
            SELECT gen_random_uuid(), 'alice', 'PENDING', now(), '[]', 2, 1990, 'EUR', n::text, 1
            FROM generate_series(1, %s) AS n\
            """;
    private static final String COMPLETE =
            """
            UPDATE orders SET status = 'COMPLETED' WHERE id IN (
              SELECT id FROM orders WHERE status = 'PENDING' LIMIT 3)\
            """;
    private static final String CANCEL =
            """
            UPDATE orders SET status = 'CANCELLED', reason = 'CUSTOMER' WHERE id IN (
              SELECT id FROM orders WHERE status = 'COMPLETED' LIMIT 1)\
            """;

    private final Database database = Backends.newDatabase("totals");
    private final DriverManagerDataSource source =
            new DriverManagerDataSource(database.url(), database.user(), database.password());
    private final JdbcTemplate jdbc = new JdbcTemplate(source);
    private final RunningTotals totals =
            new RunningTotals(jdbc, new JdbcTransactionManager(source), "order_total");

    @BeforeEach
    void haveOrdersOfTheVersionBefore() {
        flyway().target("1").load().migrate();
        jdbc.update(PLACE.formatted(1000));
        jdbc.update(COMPLETE);
    }

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(source)
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .locations("classpath:db/idempotency", "classpath:db/migration");
    }

    @Test
    void areExactAlthoughOldInstancesWriteWhileTheyAreMade() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> oldInstance =
                    others.submit(() -> {
                        while (!done.get()) {
                            jdbc.update(PLACE.formatted(2));
                            jdbc.update(COMPLETE);
                            jdbc.update(CANCEL);
                            begun.countDown();
                        }
                    });
            begun.await();
            flyway().load().migrate();
            done.set(true);
            oldInstance.get();
        }

        totals.check();
        assertThat(totals.areExact()).isTrue();
        assertThat(jdbc.queryForObject("SELECT sum(completed) FROM order_total", Long.class))
                .isEqualTo(countOf("COMPLETED"));
    }

    @Test
    void doNotMindAnOrderThatIsCommittedAfterLaterOnesWereFolded() throws SQLException {
        flyway().load().migrate();
        try (Connection late = database.connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.executeUpdate(PLACE.formatted(1));
            jdbc.update(PLACE.formatted(1));
            totals.fold();
            late.commit();
        }
        totals.fold();

        totals.check();
        assertThat(totals.areExact()).isTrue();
        assertThat(jdbc.queryForObject("SELECT sum(pending) FROM order_total", Long.class))
                .isEqualTo(countOf("PENDING"));
        assertThat(jdbc.queryForObject("SELECT count(*) FROM order_total", Long.class)).isOne();
    }

    @Test
    void areFoundWrongWhenATriggerDidNotSeeAChange() {
        flyway().load().migrate();
        damage();

        totals.check();

        assertThat(totals.areExact()).isFalse();
    }

    @Test
    void areFoundWrongWhenFoldingLosesARow() {
        flyway().load().migrate();
        jdbc.update(PLACE.formatted(2));
        jdbc.update("DELETE FROM order_total WHERE ctid = (SELECT max(ctid) FROM order_total)");

        totals.check();

        assertThat(totals.areExact()).isFalse();
    }

    @Test
    void areKnownToBeWrongByEveryInstanceFromItsStartOn() {
        flyway().load().migrate();
        assertThat(totals.areExact()).isTrue();
        damage();
        totals.check();

        assertThat(another().areExact()).isFalse();

        jdbc.update(
                """
                INSERT INTO order_total (pending, confirmed, completed, cancelling, cancelled,
                                         completed_minor, completed_quantity)
                SELECT pending, confirmed, completed, cancelling, cancelled,
                       completed_minor, completed_quantity
                FROM order_total_missing
                """);
        another().check();
        assertThat(totals.areExact()).isTrue();
    }

    @Test
    void stayWhatTheyWereFoundToBeWhenACheckCannotRun() {
        flyway().load().migrate();
        damage();
        totals.check();
        jdbc.execute("ALTER VIEW order_total_missing RENAME TO elsewhere");

        assertThatExceptionOfType(DataAccessException.class).isThrownBy(totals::check);

        assertThat(totals.areExact()).isFalse();
    }

    @Test
    void areCheckedByAnInstanceThatHasJustStarted() {
        flyway().load().migrate();
        damage();
        try (AnnotationConfigApplicationContext instance =
                new AnnotationConfigApplicationContext()) {
            instance.registerBean(ScheduledAnnotationBeanPostProcessor.class);
            TestPropertyValues.of("shop.totals.first-check=PT0S").applyTo(instance);
            instance.registerBean(RunningTotals.class, this::another);
            instance.refresh();

            await().until(() -> !totals.areExact());
        }
    }

    private void damage() {
        jdbc.execute("ALTER TABLE orders DISABLE TRIGGER USER");
        jdbc.update(COMPLETE);
        jdbc.execute("ALTER TABLE orders ENABLE TRIGGER USER");
    }

    private RunningTotals another() {
        return new RunningTotals(jdbc, new JdbcTransactionManager(source), "order_total");
    }

    private @Nullable Long countOf(String status) {
        return jdbc.queryForObject(
                "SELECT count(*) FROM orders WHERE status = ?", Long.class, status);
    }
}
