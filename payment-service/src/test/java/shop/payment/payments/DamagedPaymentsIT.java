package shop.payment.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.common.money.Money;
import shop.payment.RunningService;
import shop.payment.TestCustomers;
import shop.payment.TestTokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What cannot be captured, because its rows were damaged, holds up nothing but itself. */
@RunningService
class DamagedPaymentsIT {

    /** What somebody did to a customer's account by hand. */
    enum Damage {
        NOTHING_IS_HELD("UPDATE account SET held_minor = 0 WHERE customer = ?"),
        TOO_LITTLE_IS_HELD("UPDATE account SET held_minor = 150 WHERE customer = ?"),
        THERE_IS_NO_ACCOUNT("DELETE FROM account WHERE customer = ?");

        private final String statement;

        Damage(String statement) {
            this.statement = statement;
        }
    }

    private static final Money ONE = Money.of("1.00", "EUR");

    @Autowired private PaymentService payments;
    @Autowired private JdbcClient jdbc;
    @Autowired private MeterRegistry meters;

    private final RestTestClient client;
    private final TestCustomers customers;
    private String damaged = "";

    DamagedPaymentsIT(@Autowired RestTestClient client) {
        this.client = client;
        this.customers = new TestCustomers(client);
    }

    @BeforeEach
    void openAnAccount() {
        damaged = customers.having("50.00");
    }

    @AfterEach
    void mend() {
        jdbc.sql(
                        """
                        INSERT INTO account (customer, currency, balance_minor, held_minor)
                        SELECT :customer, 'EUR', 5000 - sum(amount_minor),
                               coalesce(sum(amount_minor) FILTER (WHERE status = 'AUTHORISED'), 0)
                        FROM payment WHERE customer = :customer
                        ON CONFLICT (customer) DO UPDATE SET held_minor = excluded.held_minor
                        """)
                .param("customer", damaged)
                .update();
    }

    private UUID authorised(String customer) {
        UUID id = UUID.randomUUID();
        payments.authorise(id, new Charge(customer, ONE));
        return id;
    }

    private List<String> capture(List<UUID> ids) {
        String body =
                client.post()
                        .uri("/internal/payments/capture")
                        .headers(TestTokens.ofOrderService())
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(
                                ids.stream()
                                        .map(id -> "\"" + id + "\"")
                                        .collect(Collectors.joining(",", "{\"ids\":[", "]}")))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody();
        List<JsonNode> results =
                JsonMapper.shared()
                        .readTree(String.valueOf(body))
                        .get("results")
                        .valueStream()
                        .toList();
        assertThat(results)
                .extracting(result -> result.get("id").asString())
                .containsExactlyElementsOf(ids.stream().map(UUID::toString).toList());
        return results.stream().map(result -> result.get("status").asString()).toList();
    }

    private double failures() {
        return meters.find("shop.batch.failures").tag("batch", "capture").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @ParameterizedTest
    @EnumSource
    void capturesAllButTheDamagedOne(Damage damage) {
        String customer = customers.having("50.00");
        List<UUID> ids = List.of(authorised(customer), authorised(damaged), authorised(customer));
        UUID second = authorised(damaged);
        jdbc.sql(damage.statement).param(damaged).update();
        double before = failures();

        List<String> statuses = capture(Stream.concat(ids.stream(), Stream.of(second)).toList());

        assertThat(statuses).element(0).isEqualTo("CAPTURED");
        assertThat(statuses).element(2).isEqualTo("CAPTURED");
        boolean oneIsCovered = damage == Damage.TOO_LITTLE_IS_HELD;
        assertThat(List.of(statuses.get(1), statuses.get(3)))
                .containsExactlyInAnyOrder(oneIsCovered ? "CAPTURED" : "FAILED", "FAILED");
        assertThat(customers.account(customer)).isEqualTo("48.00 + 0.00");
        assertThat(failures() - before).isEqualTo(oneIsCovered ? 1 : 2);
    }

    @Test
    void capturesTheDamagedOneOnceItIsMended() {
        UUID id = authorised(damaged);
        jdbc.sql(Damage.NOTHING_IS_HELD.statement).param(damaged).update();
        assertThat(capture(List.of(id))).containsExactly("FAILED");

        mend();

        assertThat(capture(List.of(id))).containsExactly("CAPTURED");
    }

    @Test
    void capturesAHundredWithOneThatIsDamaged() {
        String customer = customers.having("200.00");
        List<UUID> ids =
                new ArrayList<>(
                        IntStream.range(0, 99).mapToObj(_ -> authorised(customer)).toList());
        ids.add(42, authorised(damaged));
        jdbc.sql(Damage.NOTHING_IS_HELD.statement).param(damaged).update();

        List<String> statuses = capture(ids);

        assertThat(statuses).element(42).isEqualTo("FAILED");
        assertThat(statuses).filteredOn("CAPTURED"::equals).hasSize(99);
        assertThat(customers.account(customer)).isEqualTo("101.00 + 0.00");
    }
}
