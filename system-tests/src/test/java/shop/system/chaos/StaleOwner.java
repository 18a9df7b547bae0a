package shop.system.chaos;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;
import shop.wire.Wire;

/**
 * An instance that is paused in the middle of sagas, until another one owns them, and then goes on
 * as if nothing had happened. The sagas cannot end meanwhile, because nobody can pay: so nothing
 * but their epoch tells that its writes are late.
 */
final class StaleOwner {

    static final String FENCED = "stale owners fenced";

    private static final Duration CALLING = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ChaosShop shop;
    private final SagaMeters meters;
    private final Figures figures;
    private final String name;
    private final Wire payments;
    private Set<String> owned = Set.of();
    private long fencedBefore;

    StaleOwner(ChaosShop shop, SagaMeters meters, Figures figures, String name) {
        this.shop = shop;
        this.meters = meters;
        this.figures = figures;
        this.name = name;
        this.payments = shop.wires().get(Wires.to("payment-service"));
    }

    void pause() throws InterruptedException {
        payments.freeze();
        Thread.sleep(CALLING);
        fencedBefore = meters.fenced(name);
        owned = unfinished(true);
        shop.processes().pause(name);
    }

    /** Lets it go on, and counts what it was too late to write. */
    void resume() {
        Set<String> lost = unfinished(false);
        lost.retainAll(owned);
        shop.processes().resume(name);
        try {
            figures.count("sagas taken from a paused owner", lost.size());
            if (!lost.isEmpty()) {
                figures.count(FENCED, awaitFenced());
            }
        } finally {
            payments.mend();
        }
    }

    private long awaitFenced() {
        try {
            return await().atMost(PATIENCE)
                    .until(() -> meters.fenced(name) - fencedBefore, fenced -> fenced > 0);
        } catch (ConditionTimeoutException e) {
            return 0;
        }
    }

    /** The unfinished sagas it owns, or all that it does not; none while the database is away. */
    private Set<String> unfinished(boolean own) {
        Set<String> sagas = new HashSet<>();
        try (Connection connection = shop.connect("orders");
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT id FROM saga
                                WHERE ended_at IS NULL AND (owner LIKE ?) = ?
                                """)) {
            statement.setString(1, "order-service:" + shop.processes().port(name) + "/%");
            statement.setBoolean(2, own);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sagas.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            System.err.printf("[chaos] nobody knows what %s owns: %s%n", name, e.getMessage());
        }
        return sagas;
    }
}
