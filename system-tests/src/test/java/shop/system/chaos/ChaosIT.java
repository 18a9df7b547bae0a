package shop.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;
import shop.system.Lanes;

/**
 * Everything fails, and nothing is lost. A slice of three minutes by default; {@code mvn verify
 * -Pchaos} takes an hour. {@code -Dshop.chaos.seed} repeats a schedule, though not what the machine
 * makes of it. The report is {@code target/chaos/report.html}.
 */
@ResourceLock(Lanes.SECOND_SHOP)
@TestMethodOrder(OrderAnnotation.class)
class ChaosIT {

    // The last one has little money.
    private static final List<String> CUSTOMERS = List.of("c301", "c302", "c303", "c304", "alice");

    // The last one is soon sold out.
    private static final List<String> SKUS =
            List.of(
                    "tea-sencha",
                    "tea-bancha",
                    "tea-genmaicha",
                    "tea-hojicha",
                    "tea-kukicha",
                    "tea-matcha",
                    "tea-dragonwell",
                    "tea-gunpowder",
                    "tea-assam",
                    "rare-gyokuro-first-flush");

    private static final Settings SETTINGS = Settings.fromProperties();
    private static final ChaosShop SHOP = new ChaosShop();

    @BeforeAll
    static void open() {
        System.err.println("[chaos] " + SETTINGS);
        SHOP.start(SETTINGS.isLong());
    }

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    @Order(1)
    void losesNothingWhateverFails() throws Exception {
        try (Run run = new Run(SHOP, SETTINGS, CUSTOMERS, SKUS)) {
            run.open();
            run.suffer();
            run.end();
            Report report = run.report();
            report.write(Path.of("target", "chaos"));
            System.err.println("[chaos] " + report.line());
            assertThat(run.violations()).isEmpty();
        }
    }

    /** The audit itself: what is planted is found, and then undone. */
    @Test
    @Order(2)
    void seesWhatDoesNotAddUp() throws Exception {
        assertFound(
                "inventory",
                "UPDATE stock_item SET available = available + 1 WHERE sku = 'tea-sencha'",
                "stock does not add up");
        assertFound(
                "payments",
                "UPDATE account SET balance_minor = balance_minor + 1 WHERE customer = 'c301'",
                "money does not add up");
        assertFound(
                "orders",
                """
                UPDATE orders SET key = (SELECT min(key) FROM orders WHERE customer = 'c301')
                WHERE customer = 'c301'
                """,
                "a key has two orders");
    }

    private static void assertFound(String database, String planted, String violation)
            throws Exception {
        try (Connection connection = SHOP.connect(database);
                Statement statement = connection.createStatement()) {
            assertThat(Books.violations(connection, database)).isEmpty();
            connection.setAutoCommit(false);
            statement.executeUpdate(planted);
            assertThat(Books.violations(connection, database))
                    .anyMatch(found -> found.startsWith(violation));
            connection.rollback();
        }
    }
}
