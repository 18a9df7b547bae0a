package shop.payment.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.money.Money;
import shop.common.totals.RunningTotals;
import shop.payment.RunningService;
import shop.payment.TestCustomers;
import shop.payment.TestTokens;

@RunningService
class BooksIT {

    @Autowired private BooksController books;
    @Autowired private RestTestClient client;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;
    @Autowired private RunningTotals totals;

    @Test
    void countWhereTheMoneyIs() {
        Books before = books.books();

        pay();

        assertThat(books.books())
                .isEqualTo(
                        new Books(
                                before.deposited().plus(eur("100.00")),
                                before.balance().plus(eur("60.10")),
                                before.held().plus(eur("19.90")),
                                before.captured().plus(eur("30.00")),
                                before.refunded().plus(eur("10.00")),
                                true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a balance that the ledger knows nothing of
                "UPDATE account SET balance_minor = balance_minor + 1 WHERE customer = :customer",
                // right in sum, but not for each
                """
                UPDATE account SET balance_minor = balance_minor
                  + CASE customer WHEN 'c400' THEN -1 ELSE 1 END
                WHERE customer IN (:customer, 'c400')\
                """,
                // money moved between balance and held
                """
                UPDATE account SET balance_minor = balance_minor - 1, held_minor = held_minor + 1
                WHERE customer = :customer\
                """,
                // an account of which the ledger has nothing
                "INSERT INTO account SELECT 'ghost', 'EUR', 1 WHERE :customer <> ''",
                // a hold whose payment is gone
                """
                UPDATE payment SET status = 'VOIDED'
                WHERE status = 'AUTHORISED' AND customer = :customer\
                """,
                // a refund that no customer has
                """
                UPDATE payment SET status = 'REFUNDED'
                WHERE status = 'CAPTURED' AND customer = :customer\
                """,
                // an entry that no account has
                """
                INSERT INTO ledger (kind, from_account, to_account, amount_minor, currency)
                VALUES ('DEPOSIT', 'outside', 'customer:' || :customer || ':balance', 1, 'EUR')\
                """,
                // a capture that the payments know nothing of
                """
                INSERT INTO ledger
                  (kind, payment, from_account, to_account, amount_minor, currency)
                SELECT 'CAPTURE', gen_random_uuid(), 'outside', 'shop:revenue', 1, 'EUR'
                WHERE :customer <> ''\
                """
            })
    void seeWhatDoesNotAgree(String corruption) {
        String customer = pay();

        transaction.executeWithoutResult(undone -> {
            undone.setRollbackOnly();
            assertThat(jdbc.sql(corruption).param("customer", customer).update()).isPositive();
            assertThat(books.books().balanced()).isFalse();
        });
        assertThat(books.books().balanced()).isTrue();
    }

    @Test
    void balanceAfterFoldingAsBefore() {
        pay();
        Books before = books.books();

        totals.fold();
        totals.check();

        assertThat(books.books()).isEqualTo(before);
        assertThat(jdbc.sql("SELECT count(*) FROM payment_total").query(Long.class).single())
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a change of which no trigger hears
                """
                ALTER TABLE account DISABLE TRIGGER USER;
                UPDATE account SET balance_minor = balance_minor + 1 WHERE customer = 'c400'\
                """,
                // a fold that loses what it takes
                "DELETE FROM payment_total WHERE ctid = (SELECT max(ctid) FROM payment_total)"
            })
    void noLongerBalanceWhenTheTotalsAreFoundWrong(String damage) {
        pay();
        transaction.executeWithoutResult(undone -> {
            undone.setRollbackOnly();
            jdbc.sql(damage).update();
            totals.check();
            assertThat(books.books().balanced()).isFalse();
        });
        totals.check();
        assertThat(books.books().balanced()).isTrue();
    }

    /** Leaves 60.10 of 100.00, with 19.90 held, 30.00 captured, and 10.00 of them refunded. */
    private String pay() {
        String customer = new TestCustomers(client).having("100.00");
        authorise(customer, "19.90");
        post(authorise(customer, "20.00"), "capture");
        UUID refunded = authorise(customer, "10.00");
        post(refunded, "capture");
        post(refunded, "refund");
        return customer;
    }

    private UUID authorise(String customer, String amount) {
        UUID id = UUID.randomUUID();
        client.put()
                .uri("/internal/payments/{id}", id)
                .headers(TestTokens.ofOrderService())
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        """
                        {"customer":"%s","amount":{"amount":"%s","currency":"EUR"}}\
                        """
                                .formatted(customer, amount))
                .exchange()
                .expectStatus()
                .isOk();
        return id;
    }

    private void post(UUID id, String command) {
        client.post()
                .uri("/internal/payments/{id}/{command}", id, command)
                .headers(TestTokens.ofOrderService())
                .exchange()
                .expectStatus()
                .isOk();
    }

    private static Money eur(String amount) {
        return Money.of(amount, "EUR");
    }
}
