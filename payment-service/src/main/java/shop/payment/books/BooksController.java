package shop.payment.books;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.common.money.Money;

@RestController
class BooksController {

    private static final Currency EUR = Currency.getInstance("EUR");

    // One statement is one snapshot: payments that are under way are in it whole or not at all.
    private static final String COUNT =
            """
            WITH ledger_sum AS (
              SELECT account, sum(amount_minor) AS amount FROM ledger_line GROUP BY account),
            moved AS (
              SELECT coalesce(sum(amount_minor) FILTER (WHERE kind = 'DEPOSIT'), 0) AS deposited,
                     coalesce(sum(amount_minor) FILTER (WHERE kind = 'CAPTURE'), 0) AS captured,
                     coalesce(sum(amount_minor) FILTER (WHERE kind = 'REFUND'), 0) AS refunded
              FROM ledger),
            account_sum AS (
              SELECT format('customer:%s:balance', customer) AS account, balance_minor AS amount
              FROM account
              UNION ALL
              SELECT format('customer:%s:held', customer), held_minor FROM account),
            kept AS (
              SELECT coalesce(sum(balance_minor), 0) AS balance,
                     coalesce(sum(held_minor), 0) AS held
              FROM account),
            paid AS (
              SELECT coalesce(sum(amount_minor) FILTER (WHERE status = 'AUTHORISED'), 0)
                       AS authorised,
                     coalesce(sum(amount_minor) FILTER (WHERE status IN ('CAPTURED', 'REFUNDED')), 0)
                       AS captured,
                     coalesce(sum(amount_minor) FILTER (WHERE status = 'REFUNDED'), 0) AS refunded
              FROM payment)
            SELECT deposited, balance, held, paid.captured, paid.refunded,
                   deposited = balance + held + paid.captured - paid.refunded
                   AND held = authorised
                   AND (moved.captured, moved.refunded) = (paid.captured, paid.refunded)
                   AND (SELECT coalesce(sum(amount), 0) FROM ledger_sum) = 0
                   AND NOT EXISTS (
                     SELECT FROM account_sum
                     FULL JOIN (SELECT * FROM ledger_sum WHERE account LIKE 'customer:%') AS entered
                     USING (account)
                     WHERE coalesce(account_sum.amount, 0) <> coalesce(entered.amount, 0))
                   AS balanced
            FROM moved, kept, paid
            """;

    private final JdbcClient jdbc;

    BooksController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping("/internal/books")
    Books books() {
        return jdbc.sql(COUNT).query(BooksController::counted).single();
    }

    private static Books counted(ResultSet row, int number) throws SQLException {
        return new Books(
                eur(row, "deposited"),
                eur(row, "balance"),
                eur(row, "held"),
                eur(row, "captured"),
                eur(row, "refunded"),
                row.getBoolean("balanced"));
    }

    private static Money eur(ResultSet row, String column) throws SQLException {
        return new Money(row.getBigDecimal(column).longValueExact(), EUR);
    }
}
