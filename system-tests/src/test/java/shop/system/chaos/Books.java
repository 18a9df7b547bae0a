package shop.system.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What must be true of each database alone at every moment. Each rule is one statement, and so one
 * snapshot, that returns what breaks it.
 */
final class Books {

    private static final Map<String, String> STOCK =
            Map.of(
                    "stock does not add up",
                    """
                    SELECT s.*, d.pieces, r.* FROM stock_item s
                    LEFT JOIN (SELECT sku, sum(quantity) AS pieces FROM delivery GROUP BY sku) d
                      USING (sku)
                    LEFT JOIN (
                      SELECT line.sku,
                             sum(line.quantity) FILTER (WHERE status = 'HELD') AS reserved,
                             sum(line.quantity) FILTER (WHERE status = 'COMMITTED') AS committed
                      FROM reservation, unnest(skus, quantities) AS line (sku, quantity)
                      GROUP BY line.sku) r USING (sku)
                    WHERE coalesce(d.pieces, 0) <> s.available + s.held + s.sold
                       OR coalesce(r.reserved, 0) <> s.held
                       OR coalesce(r.committed, 0) <> s.sold
                       OR least(s.available, s.held, s.sold) < 0
                    """);

    private static final Map<String, String> MONEY =
            Map.of(
                    "money does not add up",
                    """
                    SELECT * FROM
                      (SELECT sum(amount_minor) FILTER (WHERE kind = 'DEPOSIT') AS deposited,
                              coalesce(sum(amount_minor) FILTER (WHERE kind = 'CAPTURE'), 0)
                                AS captured,
                              coalesce(sum(amount_minor) FILTER (WHERE kind = 'REFUND'), 0)
                                AS refunded
                       FROM ledger) l,
                      (SELECT sum(balance_minor) AS balance, sum(held_minor) AS held
                       FROM account) a,
                      (SELECT coalesce(sum(amount_minor), 0) AS authorised FROM payment
                       WHERE status = 'AUTHORISED') p
                    WHERE deposited <> balance + held + captured - refunded OR held <> authorised
                    """,
                    "an account is overdrawn",
                    "SELECT * FROM account WHERE balance_minor < 0 OR held_minor < 0",
                    "a movement does not sum to zero",
                    """
                    SELECT movement FROM ledger_line GROUP BY movement
                    HAVING sum(amount_minor) <> 0 OR count(*) <> 2
                    """,
                    "money moved twice in the same way",
                    """
                    SELECT payment, kind FROM ledger WHERE payment IS NOT NULL
                    GROUP BY payment, kind HAVING count(*) > 1
                    """);

    private static final Map<String, String> ORDERS =
            Map.of(
                    "a key has two orders",
                    "SELECT customer, key FROM orders GROUP BY customer, key HAVING count(*) > 1",
                    "an order has no saga",
                    """
                    SELECT id FROM orders WHERE NOT EXISTS
                      (SELECT FROM saga WHERE saga.id = orders.id AND name = 'checkout')
                    """,
                    "an order has ended before its saga",
                    """
                    SELECT orders.id, status, phase FROM orders JOIN saga USING (id)
                    WHERE status = 'COMPLETED' AND phase <> 'COMPLETED'
                       OR status = 'PENDING' AND ended_at IS NOT NULL
                    """);

    /** The rules by database. */
    static final Map<String, Map<String, String>> RULES =
            Map.of("inventory", STOCK, "payments", MONEY, "orders", ORDERS);

    private Books() {}

    /** A sentence for everything that is wrong in this database now. */
    static List<String> violations(Connection connection, String database) throws SQLException {
        List<String> violations = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> rule :
                    Objects.requireNonNull(RULES.get(database)).entrySet()) {
                try (ResultSet rows = statement.executeQuery(rule.getValue())) {
                    while (rows.next()) {
                        violations.add(rule.getKey() + ": " + row(rows));
                    }
                }
            }
        }
        return violations;
    }

    private static String row(ResultSet rows) throws SQLException {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            row.append(rows.getMetaData().getColumnLabel(i))
                    .append('=')
                    .append(rows.getString(i))
                    .append(' ');
        }
        return row.toString();
    }
}
