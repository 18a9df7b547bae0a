package shop.system.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * Looks into the books all the time, through all that happens, and that no epoch ever goes back.
 * While a database is down there is nothing to look at.
 */
final class Auditor {

    private final ChaosShop shop;
    private final Figures figures;
    private final SagaMeters meters;
    private final Map<String, Integer> epochs = new HashMap<>();
    private final Set<String> expired = new HashSet<>();
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();

    Auditor(ChaosShop shop, Figures figures, SagaMeters meters) {
        this.shop = shop;
        this.figures = figures;
        this.meters = meters;
    }

    /** Looks until told to stop. */
    void audit(BooleanSupplier going) {
        while (going.getAsBoolean()) {
            try {
                look();
                figures.count("audits", 1);
            } catch (SQLException e) {
                figures.count("audits without a database", 1);
            }
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    void look() throws SQLException {
        meters.look();
        for (String database : Books.RULES.keySet()) {
            try (Connection connection = shop.connect(database)) {
                Books.violations(connection, database).forEach(this::found);
            }
        }
        lookAtEpochs();
        countExpired();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    private void found(String violation) {
        violations.add(violation);
        System.err.println("[chaos] VIOLATION " + violation);
    }

    private void lookAtEpochs() throws SQLException {
        Map<String, Integer> now = new HashMap<>();
        for (List<String> row : rows("orders", "SELECT id, epoch FROM saga")) {
            now.put(row.getFirst(), Integer.valueOf(row.getLast()));
        }
        now.forEach((id, epoch) -> {
            int before = epochs.getOrDefault(id, 1);
            if (epoch < before) {
                found("an epoch went back: saga %s from %s to %s".formatted(id, before, epoch));
            }
        });
        epochs.keySet().stream()
                .filter(id -> !now.containsKey(id))
                .forEach(id -> found("a saga is lost: " + id));
        epochs.putAll(now);
    }

    private void countExpired() throws SQLException {
        for (List<String> row :
                rows("inventory", "SELECT id, id FROM reservation WHERE status = 'EXPIRED'")) {
            if (expired.add(row.getFirst())) {
                figures.count("holds seen to expire under their saga", 1);
            }
        }
    }

    private List<List<String>> rows(String database, String sql) throws SQLException {
        List<List<String>> all = new ArrayList<>();
        try (Connection connection = shop.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(List.of(rows.getString(1), rows.getString(2)));
            }
        }
        return all;
    }
}
