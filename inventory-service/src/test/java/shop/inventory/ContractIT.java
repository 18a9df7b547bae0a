package shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every exchange of {@code contracts/} goes as it is written there. */
@InventoryTest
class ContractIT {

    private static final Path CONTRACTS = Path.of("contracts");

    @Autowired RestTestClient http;
    @Autowired Shelves shelves;
    @Autowired JdbcClient jdbc;

    @BeforeEach
    void startOver() {
        shelves.reset();
    }

    static Stream<String> exchanges() throws IOException {
        try (Stream<Path> files = Files.list(CONTRACTS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void goesAsWritten(String file) throws Exception {
        JsonNode exchange = JsonMapper.shared().readTree(CONTRACTS.resolve(file).toFile());
        given(file);

        EntityExchangeResult<String> answer = send(exchange.get("request"));

        JsonNode expected = exchange.get("response");
        assertThat(answer.getStatus().value()).isEqualTo(expected.get("status").asInt());
        JSONAssert.assertEquals(
                expected.get("body").toString(),
                answer.getResponseBody(),
                JSONCompareMode.STRICT_ORDER);
    }

    private EntityExchangeResult<String> send(JsonNode request) {
        RestTestClient.RequestBodySpec call =
                http.method(HttpMethod.valueOf(request.get("method").asString()))
                        .uri(request.get("path").asString())
                        .header("Authorization", TestTokens.ORDER_SERVICE);
        if (request.has("body")) {
            call.contentType(MediaType.APPLICATION_JSON).body(request.get("body").toString());
        }
        return call.exchange().returnResult(String.class);
    }

    private void given(String file) {
        switch (file) {
            case "reserve-released.json" -> is(4, "RELEASED", 1);
            case "reserve-mismatch.json" -> is(5, "HELD", 2);
            case "commit.json" -> {
                is(0x11, "HELD", 1);
                is(0x13, "RELEASED", 1);
                isExpiredAndSoldOut(0x14);
            }
            case "commit-one.json" -> is(0x21, "HELD", 1);
            case "commit-one-expired.json" -> isExpiredAndSoldOut(0x22);
            case "commit-one-released.json" -> is(0x23, "RELEASED", 1);
            case "release.json" -> is(0x31, "HELD", 1);
            case "release-committed.json" -> is(0x32, "COMMITTED", 1);
            case "return.json" -> is(0x41, "COMMITTED", 1);
            case "books.json" -> {
                is(0x51, "HELD", 3);
                is(0x52, "COMMITTED", 2);
            }
            default -> {}
        }
    }

    private void is(int id, String status, int quantity) {
        reservation(id, status, "tea-sencha", quantity);
        jdbc.sql(
                        """
                        UPDATE stock_item SET available = available - :held - :sold,
                          held = held + :held, sold = sold + :sold WHERE sku = 'tea-sencha'
                        """)
                .param("held", status.equals("HELD") ? quantity : 0)
                .param("sold", status.equals("COMMITTED") ? quantity : 0)
                .update();
    }

    private void isExpiredAndSoldOut(int id) {
        reservation(id, "EXPIRED", "rare-raku-tea-bowl", 11);
    }

    private void reservation(int id, String status, String sku, int quantity) {
        jdbc.sql(
                        """
                        INSERT INTO reservation (id, status, skus, quantities, expires_at)
                        VALUES (?::uuid, ?, ARRAY[?], ARRAY[?], now() + interval '1 hour')
                        """)
                .params(
                        String.format(Locale.ROOT, "019a0000-0000-7000-8000-0000000000%02x", id),
                        status,
                        sku,
                        quantity)
                .update();
    }
}
