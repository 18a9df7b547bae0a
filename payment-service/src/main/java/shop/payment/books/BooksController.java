package shop.payment.books;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.common.money.Money;
import shop.common.totals.RunningTotals;

@RestController
class BooksController {

    private static final Currency EUR = Currency.getInstance("EUR");

    // One statement is one snapshot: payments that are under way are in it whole or not at all.
    private static final String COUNT =
            """
            WITH total AS (
              SELECT coalesce(sum(balance), 0) AS balance, coalesce(sum(held), 0) AS held,
                     coalesce(sum(weighed), 0) AS weighed,
                     coalesce(sum(deposited), 0) AS deposited,
                     coalesce(sum(in_captures), 0) AS in_captures,
                     coalesce(sum(in_refunds), 0) AS in_refunds,
                     coalesce(sum(in_weighed), 0) AS in_weighed,
                     coalesce(sum(authorised), 0) AS authorised,
                     coalesce(sum(captured), 0) AS captured,
                     coalesce(sum(refunded), 0) AS refunded
              FROM payment_total)
            SELECT deposited, balance, held, captured, refunded,
                   deposited = balance + held + captured - refunded
                   AND held = authorised
                   AND (in_captures, in_refunds) = (captured, refunded)
                   AND in_weighed = weighed
                   AS balanced
            FROM total
            """;

    private final JdbcClient jdbc;
    private final RunningTotals totals;

    BooksController(JdbcClient jdbc, RunningTotals totals) {
        this.jdbc = jdbc;
        this.totals = totals;
    }

    @GetMapping("/internal/books")
    Books books() {
        boolean exact = totals.areExact();
        return jdbc.sql(COUNT).query((row, _) -> read(row, exact)).single();
    }

    private static Books read(ResultSet row, boolean exact) throws SQLException {
        return new Books(
                eur(row, "deposited"),
                eur(row, "balance"),
                eur(row, "held"),
                eur(row, "captured"),
                eur(row, "refunded"),
                exact && row.getBoolean("balanced"));
    }

    private static Money eur(ResultSet row, String column) throws SQLException {
        return new Money(row.getBigDecimal(column).longValueExact(), EUR);
    }
}
