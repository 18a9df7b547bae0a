package shop.payment.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.payment.RunningService;
import shop.payment.TestCustomers;
import shop.payment.TestTokens;

@RunningService
class AccountsIT {

    private static final String TEN =
            """
            {"amount":{"amount":"10.00","currency":"EUR"}}\
            """;

    @Autowired private RestTestClient client;
    @Autowired private DataSource database;

    private final String customer = TestCustomers.poor();

    @Test
    void showsTheCallersOwnAccount() {
        client.get()
                .uri("/api/account")
                .headers(TestTokens.of("dave", "shop"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json(account("dave", "1000.00"), JsonCompareMode.STRICT);
    }

    @Test
    void showsNothingToWhoHasNoAccount() {
        assertThat(balance()).isEqualTo("0.00 + 0.00");
    }

    @Test
    void opensAnAccountWithTheFirstTopUp() {
        topUp("k1", TEN)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody()
                .json(account(customer, "10.00"), JsonCompareMode.STRICT);
        topUp("k2", TEN).expectBody().json(account(customer, "20.00"));

        assertThat(balance()).isEqualTo("20.00 + 0.00");
    }

    @Test
    void answersARepeatedTopUpWithTheFirstAnswer() {
        topUp("k", TEN);
        topUp("other", TEN);

        topUp("\"k\"", " " + TEN)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Idempotent-Replayed", "true")
                .expectBody()
                .json(account(customer, "10.00"), JsonCompareMode.STRICT);
        assertThat(balance()).isEqualTo("20.00 + 0.00");
    }

    @Test
    void refusesAKeyThatCameWithAnotherTopUp() {
        topUp("k", TEN);

        topUp("k", TEN.replace("10.00", "11.00"))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/idempotency-key-reused");
        assertThat(balance()).isEqualTo("10.00 + 0.00");
    }

    @Test
    void addsOnceHoweverManyComeWithTheSameKey() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                all.add(threads.submit(() -> topUp("k", TEN).expectStatus().isCreated()));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(balance()).isEqualTo("10.00 + 0.00");
    }

    @Test
    void wantsAKey() {
        topUp(null, TEN)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/idempotency-key-missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'amount':{'amount':'0.00','currency':'EUR'}}       | /amount/amount",
                "{'amount':{'amount':'-1.00','currency':'EUR'}}      | /amount/amount",
                "{'amount':{'amount':'1000000.01','currency':'EUR'}} | /amount/amount",
                "{'amount':{'amount':'1.00','currency':'USD'}}       | /amount/currency",
                "{'amount':{'amount':'1.000','currency':'EUR'}}      | /amount",
                "{'amount':{'amount':'1.00','currency':'???'}}       | /amount",
                "{'amount':{'amount':1.00,'currency':'EUR'}}         | /amount",
                "{'amount':{'amount':'1.00'}}                        | /amount/currency",
                "{'amount':null}                                     | /amount",
                "{}                                                  | /amount"
            })
    void saysWhatIsWrongWithATopUp(String body, String pointer) {
        topUp("k", body.replace('\'', '"'))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/invalid-request")
                .jsonPath("$.errors[0].pointer")
                .value(String.class, found -> assertThat(found).startsWith(pointer));
        assertThat(balance()).isEqualTo("0.00 + 0.00");
    }

    @Test
    void addsAMillionAtMost() {
        topUp("k", TEN.replace("10.00", "1000000.00")).expectStatus().isCreated();
    }

    @ParameterizedTest
    @CsvSource({
        "a b",
        "é",
        "a:b",
        "01234567890123456789012345678901234567890123456789012345678901234"
    })
    void knowsWhatNoCustomerIsCalled(String name) {
        client.post()
                .uri("/api/accounts/{customer}/top-ups", name)
                .headers(TestTokens.of("ops", "ops"))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .body(TEN)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/customer");
    }

    @Test
    void seedsTheDemosCustomersOnce() {
        new ResourceDatabasePopulator(new ClassPathResource("db/demo/R__accounts.sql"))
                .execute(database);

        TestCustomers customers = new TestCustomers(client);
        assertThat(customers.account("c001")).isEqualTo("1000000.00 + 0.00");
        assertThat(customers.account("c500")).isEqualTo("1000000.00 + 0.00");
    }

    private RestTestClient.ResponseSpec topUp(@Nullable String key, String body) {
        return client.post()
                .uri("/api/accounts/{customer}/top-ups", customer)
                .headers(TestTokens.of("ops-of-" + customer, "shop", "ops"))
                .headers(headers -> {
                    if (key != null) {
                        headers.set("Idempotency-Key", key);
                    }
                })
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private String balance() {
        return new TestCustomers(client).account(customer);
    }

    private static String account(String customer, String balance) {
        return """
        {"customer":"%s","balance":{"amount":"%s","currency":"EUR"},
         "held":{"amount":"0.00","currency":"EUR"}}\
        """
                .formatted(customer, balance);
    }
}
