package shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.common.totals.RunningTotals;
import shop.testing.GrownTables;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The payment service as after years: what it is asked costs what it cost on its first day. */
@RunningService
@TestPropertySource(
        properties = {"shop.volume=a database of its own", "shop.totals.first-check=P1D"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VolumeIT {

    private static final int PAYMENTS = GrownTables.orders();

    @Autowired private RestTestClient client;
    @Autowired private DataSource pool;
    @Autowired private RunningTotals totals;

    private GrownTables tables;

    /** Each payment is of one cent, captured, and all are c001's. */
    @BeforeAll
    void growOld() {
        tables = new GrownTables(pool, "payment", "ledger", "idempotency_key");
        tables.fill(
                """
                INSERT INTO payment (id, customer, amount_minor, currency, status, created_at)
                SELECT uuidv7(n * interval '-1 second'), 'c001', 1, 'EUR', 'CAPTURED',
                       now() - n * interval '1 second'
                FROM generate_series(1, %s) AS n
                """
                        .formatted(PAYMENTS));
        tables.fill(
                """
                INSERT INTO ledger (kind, payment, from_account, to_account, amount_minor, currency)
                SELECT kind, id, giver, taker, 1, 'EUR'
                FROM payment CROSS JOIN (VALUES
                  ('HOLD', 'customer:c001:balance', 'customer:c001:held'),
                  ('CAPTURE', 'customer:c001:held', 'shop:revenue')) AS moved (kind, giver, taker)
                """);
        tables.fill(
                "UPDATE account SET balance_minor = balance_minor - %s WHERE customer = 'c001'"
                        .formatted(PAYMENTS));
    }

    @Test
    void readsExactBooks() {
        totals.fold();
        tables.assertFewAreRead(
                100,
                () -> {
                    String books =
                            client.get()
                                    .uri("/internal/books")
                                    .headers(TestTokens.ofOrderService())
                                    .exchange()
                                    .expectStatus()
                                    .isOk()
                                    .returnResult(String.class)
                                    .getResponseBody();
                    JsonNode read = JsonMapper.shared().readTree(books);
                    assertThat(read.at("/balanced").asBoolean()).isTrue();
                    assertThat(cents(read, "captured") - cents(read, "refunded"))
                            .isEqualTo(PAYMENTS);
                });
        totals.check();
        assertThat(totals.areExact()).isTrue();
    }

    @Test
    void paysAsOnTheFirstDay() {
        tables.assertFewAreRead(
                100,
                () -> {
                    UUID captured = authorise();
                    post(captured, "capture");
                    post(captured, "refund");
                    post(authorise(), "void");
                    post(UUID.randomUUID(), "void");
                });
    }

    private static long cents(JsonNode books, String what) {
        return Long.parseLong(books.at("/" + what + "/amount").asString().replace(".", ""));
    }

    private UUID authorise() {
        UUID id = UUID.randomUUID();
        client.put()
                .uri("/internal/payments/{id}", id)
                .headers(TestTokens.ofOrderService())
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        "{\"customer\":\"c002\",\"amount\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}")
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
                .value(status -> assertThat(List.of(200, 204)).contains(status));
    }
}
