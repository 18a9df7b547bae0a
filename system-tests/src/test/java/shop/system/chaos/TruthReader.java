package shop.system.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the truth from the databases themselves, past the services. */
record TruthReader(ChaosShop shop) {

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Truth read() throws SQLException {
        return new Truth(orders(), sagas(), payments(), movements(), reservations());
    }

    private List<Truth.Order> orders() throws SQLException {
        return all(
                "orders",
                """
                SELECT id, customer, key, status, coalesce(reason, ''), total_minor, lines
                FROM orders\
                """,
                row ->
                        new Truth.Order(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getLong(6),
                                pieces(row.getString(7))));
    }

    private static Map<String, Long> pieces(String lines) {
        Map<String, Long> pieces = new HashMap<>();
        for (JsonNode line : JsonMapper.shared().readTree(lines)) {
            pieces.merge(line.path("sku").asString(), line.path("quantity").asLong(), Long::sum);
        }
        return pieces;
    }

    private List<Truth.Saga> sagas() throws SQLException {
        return all(
                "orders",
                "SELECT id, name, phase, epoch FROM saga",
                row ->
                        new Truth.Saga(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4)));
    }

    private List<Truth.Payment> payments() throws SQLException {
        return all(
                "payments",
                "SELECT id, coalesce(customer, ''), status, coalesce(amount_minor, 0) FROM payment",
                row ->
                        new Truth.Payment(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4)));
    }

    private List<Truth.Movement> movements() throws SQLException {
        return all(
                "payments",
                "SELECT payment, kind, amount_minor FROM ledger WHERE payment IS NOT NULL",
                row -> new Truth.Movement(row.getString(1), row.getString(2), row.getLong(3)));
    }

    private List<Truth.Reservation> reservations() throws SQLException {
        return all(
                "inventory",
                "SELECT id, status, to_json(skus), to_json(quantities) FROM reservation",
                row ->
                        new Truth.Reservation(
                                row.getString(1),
                                row.getString(2),
                                pieces(row.getString(3), row.getString(4))));
    }

    private static Map<String, Long> pieces(String skus, String quantities) {
        JsonNode names = JsonMapper.shared().readTree(skus);
        JsonNode numbers = JsonMapper.shared().readTree(quantities);
        Map<String, Long> pieces = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            pieces.merge(names.get(i).asString(), numbers.get(i).asLong(), Long::sum);
        }
        return pieces;
    }

    private <T> List<T> all(String database, String sql, Row<T> row) throws SQLException {
        try (Connection connection = shop.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        }
    }
}
