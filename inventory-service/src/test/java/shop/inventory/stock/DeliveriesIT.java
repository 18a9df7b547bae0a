package shop.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.inventory.Crowd;
import shop.inventory.InventoryTest;
import shop.inventory.Shelves;
import shop.inventory.TestTokens;

@InventoryTest
class DeliveriesIT {

    private static final String BOWL = "rare-raku-tea-bowl";
    private static final String FIVE = "{\"quantity\":5}";

    @Autowired RestTestClient http;
    @Autowired Shelves shelves;

    @BeforeEach
    void startOver() {
        shelves.reset();
    }

    @Test
    void addsWhatArrivesAndShowsTheProduct() {
        deliver(BOWL, "k1", FIVE);

        EntityExchangeResult<String> answer = deliver(BOWL, "\"k2\"", "{\"quantity\":100000}");

        assertThat(answer.getStatus().value()).isEqualTo(201);
        assertThat(answer.getResponseBody())
                .contains("\"sku\":\"" + BOWL + "\"")
                .contains("\"price\":{\"amount\":\"299.00\",\"currency\":\"EUR\"}")
                .contains("\"available\":100015");
        assertThat(shelves.of(BOWL)).isEqualTo("100015 0 0");
        balances();
    }

    @Test
    void repeatsTheFirstAnswer() {
        EntityExchangeResult<String> first = deliver(BOWL, "k", FIVE);
        deliver(BOWL, "other", FIVE);

        EntityExchangeResult<String> again = deliver(BOWL, "k", " {\"quantity\" : 5 } ");

        assertThat(again.getStatus().value()).isEqualTo(201);
        assertThat(again.getResponseBody()).isEqualTo(first.getResponseBody());
        assertThat(again.getResponseHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
        assertThat(shelves.of(BOWL)).isEqualTo("20 0 0");
    }

    @Test
    void happensOnceWhenTheSameRequestComesManyTimesAtOnce() throws Exception {
        List<String> answers =
                Crowd.of(20, _ -> String.valueOf(deliver(BOWL, "k", FIVE).getResponseBody()));

        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(shelves.of(BOWL)).isEqualTo("15 0 0");
        balances();
    }

    @Test
    void refusesTheSameKeyForAnotherDelivery() {
        deliver(BOWL, "k", FIVE);

        assertProblem(deliver(BOWL, "k", "{\"quantity\":6}"), 422, "idempotency-key-reused");
        assertProblem(deliver("tea-sencha", "k", FIVE), 422, "idempotency-key-reused");
        assertThat(shelves.of(BOWL)).isEqualTo("15 0 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such", "Not_A_SKU"})
    void knowsOnlyProductsOfTheCatalogue(String sku) {
        assertProblem(deliver(sku, "k", FIVE), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"quantity\":0}",
                "{\"quantity\":-1}",
                "{\"quantity\":100001}",
                "{\"quantity\":1.5}",
                "{\"quantity\":\"5\"}",
                "{\"quantity\":null}",
                "{}"
            })
    void refusesWhatIsNoQuantity(String body) {
        EntityExchangeResult<String> answer = deliver(BOWL, "k", body);

        assertProblem(answer, 400, "invalid-request");
        assertThat(answer.getResponseBody()).contains("\"pointer\":\"/quantity\"");
        assertThat(shelves.of(BOWL)).isEqualTo("10 0 0");
    }

    @Test
    void refusesNumbersBeyondCounting() {
        assertProblem(deliver(BOWL, "k", "{\"quantity\":99999999999}"), 400, "invalid-request");
    }

    @Test
    void needsAKey() {
        assertProblem(deliver(BOWL, null, FIVE), 400, "idempotency-key-missing");
        assertProblem(deliver(BOWL, "two words", FIVE), 400, "idempotency-key-invalid");
    }

    private EntityExchangeResult<String> deliver(String sku, @Nullable String key, String body) {
        RestTestClient.RequestBodySpec request =
                http.post()
                        .uri("/api/stock/{sku}/deliveries", sku)
                        .header("Authorization", TestTokens.OPS)
                        .contentType(MediaType.APPLICATION_JSON);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.body(body).exchange().returnResult(String.class);
    }

    private void balances() {
        http.get()
                .uri("/internal/books")
                .header("Authorization", TestTokens.ORDER_SERVICE)
                .exchange()
                .expectBody()
                .jsonPath("$.balanced")
                .isEqualTo(true);
    }

    private static void assertProblem(
            EntityExchangeResult<String> answer, int status, String slug) {
        assertThat(answer.getStatus().value()).isEqualTo(status);
        assertThat(answer.getResponseHeaders().getContentType())
                .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getResponseBody()).contains("\"/problems/" + slug + "\"");
    }
}
