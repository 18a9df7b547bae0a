package shop.payment.payments;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import shop.payment.ledger.LedgerAccount;
import shop.payment.ledger.Movement;
import shop.payment.payments.PaymentRules.Decision;

/** The payments that are there, with what a change of theirs does to accounts and ledger. */
@Repository
class Payments {

    // All accounts are locked, in order, before the first of them changes.
    private static final String MOVE =
            """
            WITH due AS (
              SELECT id, customer, amount_minor, currency FROM payment
              WHERE id = ANY (:ids) AND status = :before),
            locked AS (
              SELECT customer FROM account WHERE customer IN (SELECT customer FROM due)
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
              INSERT INTO ledger (kind, payment, from_account, to_account, amount_minor, currency)
              SELECT :kind, id, format(:from, customer), format(:to, customer), amount_minor,
                     currency
              FROM due JOIN booked USING (customer))
            UPDATE payment SET status = :after, changed_at = now()
            FROM due JOIN booked USING (customer) WHERE payment.id = due.id
            """;

    private final JdbcClient jdbc;

    Payments(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
    void move(Decision.Move move, Collection<UUID> ids) {
        Movement movement = move.movement();
        int moved =
                jdbc.sql(MOVE)
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
                    "%s moved %s of %s payments".formatted(movement, moved, ids.size()));
        }
    }

    /** Puts a tombstone there; false if a payment is there, which was opened just now. */
    boolean bury(UUID id) {
        return jdbc.sql("INSERT INTO payment (id, status) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .params(id, PaymentStatus.VOIDED.name())
                        .update()
                == 1;
    }

    private static SqlArrayValue array(Collection<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
    }
}
