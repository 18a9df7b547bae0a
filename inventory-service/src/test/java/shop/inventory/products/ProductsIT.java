package shop.inventory.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.inventory.InventoryTest;
import shop.inventory.Shelves;
import shop.inventory.TestTokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@InventoryTest
class ProductsIT {

    @Autowired RestTestClient http;
    @Autowired Shelves shelves;
    @Autowired JdbcClient jdbc;

    @BeforeEach
    void startOver() {
        shelves.reset();
    }

    @Test
    void theDemoSellsFiveHundredAffordableProducts() throws IOException {
        seedAgain();

        assertThat(count("available = 10000 AND sku NOT LIKE 'rare-%'")).isEqualTo(490);
        assertThat(count("available = 10 AND sku LIKE 'rare-%'")).isEqualTo(10);
        assertThat(count("price_minor < 5000")).isGreaterThan(450);
        assertThat(count("price_minor < 100000 AND currency = 'EUR'")).isEqualTo(500);
        assertThat(jdbc.sql("SELECT count(DISTINCT name) FROM product").query(Long.class).single())
                .isEqualTo(500);
        assertThat(jdbc.sql("SELECT count(*) FROM delivery").query(Long.class).single())
                .isEqualTo(500);
    }

    @Test
    void showsOneToAnyone() {
        http.get()
                .uri("/api/products/tea-sencha")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/json")
                .expectBody()
                .json(
                        """
                        {"sku": "tea-sencha", "name": "Sencha",
                         "description": "Steamed green tea from Shizuoka, fresh and grassy. Loose leaves, 100 g.",
                         "price": {"amount": "12.90", "currency": "EUR"}, "available": 10000}
                        """,
                        JsonCompareMode.STRICT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such", "TEA-SENCHA", "tea sencha", "tea_sencha", "ü"})
    void saysWhatDoesNotExist(String sku) {
        http.get()
                .uri("/api/products/{sku}", sku)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/not-found");
    }

    @Test
    void showsPagesThatTogetherAreAll() {
        List<String> names = new ArrayList<>();
        for (int page = 0; page < 6; page++) {
            JsonNode json = page("page=" + page + "&size=99");
            json.get("content").forEach(product -> names.add(product.get("sku").asString()));
            assertThat(json.get("page").toString())
                    .isEqualTo(
                            "{\"size\":99,\"number\":%s,\"totalElements\":500,\"totalPages\":6}"
                                    .formatted(page));
        }

        assertThat(names).hasSize(500).doesNotHaveDuplicates();
        assertThat(page("page=2147483647&size=100").get("content")).isEmpty();
    }

    @Test
    void showsTwentySortedByNameUnlessAskedOtherwise() {
        List<String> names =
                page("").get("content").valueStream().map(p -> p.get("name").asString()).toList();

        assertThat(names).hasSize(20).isSorted();
    }

    @ParameterizedTest
    @CsvSource({
        "sencha, 4",
        "SENCHA, 4",
        "rare-, 10",
        "tea-sencha-t, 1",
        "bergamot, 12",
        "%, 0",
        "_, 0",
        "\\, 0",
        "no such thing, 0",
        "''';--', 0"
    })
    void findsWordsInNameSkuAndDescription(String words, int found) {
        JsonNode json =
                JsonMapper.shared()
                        .readTree(
                                http.get()
                                        .uri(uri ->
                                                uri.path("/api/products")
                                                        .queryParam("q", "{q}")
                                                        .build(words))
                                        .exchange()
                                        .expectStatus()
                                        .isOk()
                                        .returnResult(String.class)
                                        .getResponseBody());

        assertThat(json.get("page").get("totalElements").asInt()).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "page=-1, /page",
        "page=x, /page",
        "page=99999999999, /page",
        "size=0, /size",
        "size=101, /size"
    })
    void refusesWhatIsNoPage(String query, String pointer) {
        http.get()
                .uri(URI.create("/api/products?" + query))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/invalid-request")
                .jsonPath("$.errors[0].pointer")
                .isEqualTo(pointer);
    }

    @Test
    void looksForNoControlCharacters() {
        http.get()
                .uri(URI.create("/api/products?q=%00"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/invalid-request")
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/q");
    }

    @Test
    void looksForAtMost100Characters() {
        http.get().uri("/api/products?q=" + "a".repeat(100)).exchange().expectStatus().isOk();
        http.get()
                .uri("/api/products?q=" + "a".repeat(101))
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void tellsOtherServicesThePricesOfAtMost50() {
        String query = "?sku=tea-sencha&sku=no-such&sku=NOT%20A%20SKU&sku=paper-ink-moss";
        http.get()
                .uri(URI.create("/internal/products" + query))
                .header("Authorization", TestTokens.ORDER_SERVICE)
                .exchange()
                .expectBody()
                .json(
                        """
                        {"products": [
                          {"sku": "paper-ink-moss", "name": "Ink in Moss",
                           "price": {"amount": "10.90", "currency": "EUR"}},
                          {"sku": "tea-sencha", "name": "Sencha",
                           "price": {"amount": "12.90", "currency": "EUR"}}]}
                        """,
                        JsonCompareMode.STRICT);
        http.get()
                .uri("/internal/products?" + "sku=a&".repeat(51))
                .header("Authorization", TestTokens.ORDER_SERVICE)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private JsonNode page(String query) {
        return JsonMapper.shared()
                .readTree(
                        http.get()
                                .uri("/api/products?" + query)
                                .exchange()
                                .expectStatus()
                                .isOk()
                                .returnResult(String.class)
                                .getResponseBody());
    }

    private long count(String condition) {
        return jdbc.sql(
                        "SELECT count(*) FROM product JOIN stock_item USING (sku) WHERE "
                                + condition)
                .query(Long.class)
                .single();
    }

    private void seedAgain() throws IOException {
        jdbc.sql(
                        new ClassPathResource("db/demo/R__products.sql")
                                .getContentAsString(StandardCharsets.UTF_8))
                .update();
    }
}
