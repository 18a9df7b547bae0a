package shop.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.payment.RunningService;

@RunningService
class LedgerIT {

    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE ledger SET amount_minor = amount_minor + 1",
                "UPDATE ledger SET amount_minor = 1 WHERE false",
                "DELETE FROM ledger",
                "TRUNCATE ledger"
            })
    void isOnlyAppendedTo(String change) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql(change).update())
                .withMessageContaining("append-only");
    }

    @Test
    void sumsToZeroInEveryMovement() {
        assertThat(
                        jdbc.sql(
                                        """
                                        SELECT count(*), count(*) FILTER (WHERE balanced) FROM (
                                          SELECT count(*) = 2 AND sum(amount_minor) = 0 AS balanced
                                          FROM ledger_line GROUP BY movement) AS movement
                                        """)
                                .query((row, _) -> row.getLong(1) - row.getLong(2))
                                .single())
                .isZero();
    }

    @Test
    void opensWithTheDemosDeposits() {
        assertThat(
                        jdbc.sql(
                                        """
                                        SELECT sum(amount_minor) FROM ledger_line
                                        WHERE account = 'customer:c500:balance'
                                        """)
                                .query(Long.class)
                                .single())
                .isEqualTo(100_000_000);
    }

    @Test
    void refusesASecondMovementOfTheSameKindForAPayment() {
        UUID payment = UUID.randomUUID();
        transaction.executeWithoutResult(undone -> {
            undone.setRollbackOnly();
            enter("CAPTURE", payment, "customer:x:held", "shop:revenue", 1);
            assertThatExceptionOfType(DuplicateKeyException.class)
                    .isThrownBy(
                            () -> enter("CAPTURE", payment, "customer:x:held", "shop:revenue", 1));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void refusesAMovementOfNothingOrLess(long amount) {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(
                        () -> enter("HOLD", UUID.randomUUID(), "customer:x:balance", "y", amount));
    }

    @Test
    void refusesAMovementFromAnAccountToItself() {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> enter("HOLD", UUID.randomUUID(), "x", "x", 1));
    }

    private void enter(String kind, UUID payment, String from, String to, long amount) {
        jdbc.sql(
                        """
                        INSERT INTO ledger
                          (kind, payment, from_account, to_account, amount_minor, currency)
                        VALUES (?, ?, ?, ?, ?, 'EUR')
                        """)
                .params(kind, payment, from, to, amount)
                .update();
    }
}
