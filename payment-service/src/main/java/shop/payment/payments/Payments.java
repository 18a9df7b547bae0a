package shop.payment.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import shop.common.money.Money;
import shop.payment.ledger.LedgerAccount;
import shop.payment.ledger.Movement;

/** The payments' table, with what a change of a payment does to accounts and ledger. */
@Repository
class Payments {

    private final JdbcClient jdbc;

    Payments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Opens the payment, unless it is there, and says what it then is. A transaction of its own in
     * one round trip, and so not to be called within another.
     */
    Payment open(UUID id, Charge charge) {
        try {
            Optional<PaymentStatus> opened = insert(id, charge);
            if (opened.isPresent()) {
                return new Payment(id, opened.get(), charge);
            }
        } catch (DuplicateKeyException e) {
            // Somebody opened or buried it since the statement began, all of which is undone.
        }
        return find(id);
    }

    // No ON CONFLICT: the hold must be undone when the payment turns out to be there.
    private Optional<PaymentStatus> insert(UUID id, Charge charge) {
        return jdbc.sql(
                        """
                        WITH covered AS (
                          UPDATE account
                          SET balance_minor = balance_minor - :amount,
                              held_minor = held_minor + :amount
                          WHERE customer = :customer AND currency = :currency
                            AND balance_minor >= :amount
                            AND NOT EXISTS (SELECT FROM payment WHERE id = :id)
                          RETURNING customer),
                        entered AS (
                          INSERT INTO ledger
                            (kind, payment, from_account, to_account, amount_minor, currency)
                          SELECT :kind, :id, :from, :to, :amount, :currency FROM covered)
                        INSERT INTO payment (id, customer, amount_minor, currency, status)
                        SELECT :id, :customer, :amount, :currency,
                               CASE WHEN EXISTS (SELECT FROM covered)
                                    THEN :ifCovered ELSE :ifNot END
                        WHERE NOT EXISTS (SELECT FROM payment WHERE id = :id)
                        RETURNING status
                        """)
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
                .query(Payments::payment)
                .single();
    }

    /**
     * The status of those payments that are there, which stay as they are until the caller's
     * transaction ends.
     */
    Map<UUID, PaymentStatus> lock(Collection<UUID> ids) {
        Map<UUID, PaymentStatus> found = HashMap.newHashMap(ids.size());
        jdbc.sql("SELECT id, status FROM payment WHERE id = ANY (?) ORDER BY id FOR UPDATE")
                .param(array(ids))
                .query(row -> {
                    found.put(
                            row.getObject("id", UUID.class),
                            PaymentStatus.valueOf(row.getString("status")));
                });
        return found;
    }

    /**
     * Moves the payments' money and changes their status, in one statement for all of them.
     *
     * @throws IllegalStateException if one of them is not as the caller locked it
     */
    void move(PaymentDecision.Move move, Collection<UUID> ids) {
        Movement movement = move.movement();
        int moved =
                jdbc.sql(
                                """
                                WITH due AS (
                                  SELECT id, customer, amount_minor, currency FROM payment
                                  WHERE id = ANY (:ids) AND status = :before),
                                locked AS (
                                  SELECT customer FROM account
                                  WHERE customer IN (SELECT customer FROM due)
                                  ORDER BY customer FOR UPDATE),
                                total AS (
                                  SELECT customer, sum(amount_minor)::bigint AS amount
                                  FROM due JOIN locked USING (customer) GROUP BY customer),
                                booked AS (
                                  UPDATE account
                                  SET balance_minor = balance_minor + :balance * total.amount,
                                      held_minor = held_minor + :held * total.amount
                                  FROM total WHERE account.customer = total.customer
                                  RETURNING account.customer),
                                entered AS (
                                  INSERT INTO ledger
                                    (kind, payment, from_account, to_account, amount_minor,
                                     currency)
                                  SELECT :kind, id, format(:from, customer),
                                         format(:to, customer), amount_minor, currency
                                  FROM due JOIN booked USING (customer))
                                UPDATE payment SET status = :after, changed_at = now()
                                FROM due JOIN booked USING (customer) WHERE payment.id = due.id
                                """)
                        .param("ids", array(ids))
                        .param("before", move.from().name())
                        .param("after", move.to().name())
                        .param("kind", movement.name())
                        .param("from", movement.from().template())
                        .param("to", movement.to().template())
                        .param("balance", movement.signFor(LedgerAccount.BALANCE))
                        .param("held", movement.signFor(LedgerAccount.HELD))
                        .update();
        if (moved != ids.size()) {
            throw new IllegalStateException(
                    "%s moved %d of %d payments".formatted(movement, moved, ids.size()));
        }
    }

    /** Puts a tombstone there; false if a payment is there, which somebody has just opened. */
    boolean bury(UUID id) {
        return jdbc.sql("INSERT INTO payment (id, status) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .params(id, PaymentStatus.VOIDED.name())
                        .update()
                == 1;
    }

    private static SqlArrayValue array(Collection<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
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
