package shop.payment.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import shop.common.money.Money;
import shop.payment.ledger.Movement;

/** The accounts' table. */
@Repository
class Accounts {

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Account of(String customer) {
        return jdbc.sql(
                        """
                        SELECT customer, currency, balance_minor, held_minor
                        FROM account WHERE customer = ?
                        """)
                .param(customer)
                .query(Accounts::account)
                .optional()
                .orElseGet(() -> Account.empty(customer));
    }

    /** Adds the amount, opening the account if need be; not idempotent by itself. */
    Account topUp(String customer, Money amount) {
        return jdbc.sql(
                        """
                        WITH credited AS (
                          INSERT INTO account (customer, currency, balance_minor)
                          VALUES (:customer, :currency, :amount)
                          ON CONFLICT (customer) DO UPDATE
                          SET balance_minor = account.balance_minor + excluded.balance_minor
                          RETURNING customer, currency, balance_minor, held_minor),
                        entered AS (
                          INSERT INTO ledger
                            (kind, from_account, to_account, amount_minor, currency)
                          VALUES (:kind, :from, :to, :amount, :currency))
                        SELECT customer, currency, balance_minor, held_minor FROM credited
                        """)
                .param("customer", customer)
                .param("currency", amount.currencyCode())
                .param("amount", amount.minorUnits())
                .param("kind", Movement.DEPOSIT.name())
                .param("from", Movement.DEPOSIT.from().of(customer))
                .param("to", Movement.DEPOSIT.to().of(customer))
                .query(Accounts::account)
                .single();
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Account(
                row.getString("customer"),
                new Money(row.getLong("balance_minor"), currency),
                new Money(row.getLong("held_minor"), currency));
    }
}
