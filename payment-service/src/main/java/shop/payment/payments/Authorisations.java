package shop.payment.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import shop.common.money.Money;
import shop.payment.ledger.Movement;

/** Opens payments: one statement, one round trip, one commit. */
@Repository
class Authorisations {

    // No ON CONFLICT: the hold must be undone when the payment turns out to be there.
    private static final String OPEN =
            """
            WITH covered AS (
              UPDATE account
              SET balance_minor = balance_minor - :amount, held_minor = held_minor + :amount
              WHERE customer = :customer AND currency = :currency AND balance_minor >= :amount
                AND NOT EXISTS (SELECT FROM payment WHERE id = :id)
              RETURNING customer),
            entered AS (
              INSERT INTO ledger (kind, payment, from_account, to_account, amount_minor, currency)
              SELECT :kind, :id, :from, :to, :amount, :currency FROM covered)
            INSERT INTO payment (id, customer, amount_minor, currency, status)
            SELECT :id, :customer, :amount, :currency,
                   CASE WHEN EXISTS (SELECT FROM covered) THEN :ifCovered ELSE :ifNot END
            WHERE NOT EXISTS (SELECT FROM payment WHERE id = :id)
            RETURNING status
            """;

    private final JdbcClient jdbc;

    Authorisations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Opens the payment, unless it is there, and says what it then is. Is a transaction of its own,
     * and so not to be called within another.
     */
    Payment open(UUID id, Charge charge) {
        try {
            Optional<PaymentStatus> opened = insert(id, charge);
            if (opened.isPresent()) {
                return new Payment(id, opened.get(), charge);
            }
        } catch (DuplicateKeyException e) {
            // It was opened or buried since the statement began, all of which is undone.
        }
        return find(id);
    }

    private Optional<PaymentStatus> insert(UUID id, Charge charge) {
        return jdbc.sql(OPEN)
                .param("id", id)
                .param("customer", charge.customer())
                .param("amount", charge.amount().minorUnits())
                .param("currency", charge.amount().currencyCode())
                .param("kind", Movement.HOLD.name())
                .param("from", Movement.HOLD.from().of(charge.customer()))
                .param("to", Movement.HOLD.to().of(charge.customer()))
                .param("ifCovered", PaymentRules.opening(true).name())
                .param("ifNot", PaymentRules.opening(false).name())
                .query((row, _) -> PaymentStatus.valueOf(row.getString("status")))
                .optional();
    }

    private Payment find(UUID id) {
        return jdbc.sql(
                        """
                        SELECT id, status, customer, amount_minor, currency
                        FROM payment WHERE id = ?
                        """)
                .param(id)
                .query(Authorisations::payment)
                .single();
    }

    private static Payment payment(ResultSet row, int number) throws SQLException {
        return new Payment(
                row.getObject("id", UUID.class),
                PaymentStatus.valueOf(row.getString("status")),
                charge(row));
    }

    private static @Nullable Charge charge(ResultSet row) throws SQLException {
        String customer = row.getString("customer");
        if (customer == null) {
            return null;
        }
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Charge(customer, new Money(row.getLong("amount_minor"), currency));
    }
}
