package shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.common.totals.RunningTotals;

/** The books, through the front door: they balance under load, and notice when they do not. */
@InventoryTest
class BooksIT {

    private static final List<String> PRODUCTS =
            List.of("tea-sencha", "rare-raku-tea-bowl", "rare-urushi-fountain-pen");

    @Autowired RestTestClient http;
    @Autowired Shelves shelves;
    @Autowired JdbcClient jdbc;
    @Autowired RunningTotals totals;

    @BeforeEach
    void startOver() {
        shelves.reset();
    }

    @Test
    void balanceAtEveryMomentUnderLoad() throws Exception {
        List<Boolean> balanced =
                Crowd.of(17, person -> person == 0 ? auditOften() : shopAtRandom(person));

        assertThat(balanced).containsOnly(true);
        totals.check();
        assertThat(isBalanced()).isTrue();
    }

    @Test
    void noLongerBalanceWhenTheTotalsAreFoundWrong() {
        jdbc.sql("ALTER TABLE reservation DISABLE TRIGGER USER").update();
        jdbc.sql(
                        """
                        INSERT INTO reservation (id, status, skus, quantities, expires_at)
                        VALUES (gen_random_uuid(), 'HELD', '{tea-sencha}', '{1}', now() + '1 hour')
                        """)
                .update();
        jdbc.sql("ALTER TABLE reservation ENABLE TRIGGER USER").update();

        totals.check();
        assertThat(isBalanced()).isFalse();

        jdbc.sql("ALTER TABLE reservation DISABLE TRIGGER USER").update();
        jdbc.sql("DELETE FROM reservation").update();
        jdbc.sql("ALTER TABLE reservation ENABLE TRIGGER USER").update();
        totals.check();
        assertThat(isBalanced()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE stock_item SET available = available - 1 WHERE sku = 'tea-sencha'",
                "UPDATE stock_item SET available = available - 1, held = held + 1 WHERE sku ="
                        + " 'tea-sencha'",
                "UPDATE stock_item SET available = available - 1, sold = sold + 1 WHERE sku ="
                        + " 'tea-sencha'",
                "UPDATE stock_item SET available = available + CASE sku WHEN 'tea-assam' THEN 1"
                        + " ELSE -1 END WHERE sku IN ('tea-assam', 'tea-sencha')",
                "INSERT INTO delivery (sku, quantity) VALUES ('tea-sencha', 1)",
                "INSERT INTO reservation (id, status, skus, quantities, expires_at)"
                        + " VALUES (gen_random_uuid(), 'HELD', '{tea-sencha}', '{1}', now())",
            })
    void noticeASinglePieceInTheWrongPlace(String mistake) {
        jdbc.sql(mistake).update();

        assertThat(isBalanced()).isFalse();
    }

    private boolean auditOften() {
        for (int i = 0; i < 60; i++) {
            totals.fold();
            if (!isBalanced()) {
                return false;
            }
        }
        return true;
    }

    private boolean shopAtRandom(int person) {
        RandomGenerator random = ThreadLocalRandom.current();
        for (int i = 0; i < 25; i++) {
            String reservation = "/internal/reservations/" + UUID.randomUUID();
            send(HttpMethod.PUT, reservation, lines(random));
            switch (random.nextInt(5)) {
                case 0 -> send(HttpMethod.DELETE, reservation, "");
                case 1 -> send(HttpMethod.POST, reservation + "/return", "");
                case 2 -> deliver("%s-%s".formatted(person, i), 1 + random.nextInt(5));
                default -> {
                    send(HttpMethod.POST, reservation + "/commit", "");
                    send(HttpMethod.POST, reservation + "/return", "");
                }
            }
        }
        return true;
    }

    private static String lines(RandomGenerator random) {
        return "{\"lines\":[{\"sku\":\"%s\",\"quantity\":%s},{\"sku\":\"paper-ink-moss\",\"quantity\":1}]}"
                .formatted(PRODUCTS.get(random.nextInt(3)), 1 + random.nextInt(4));
    }

    private void send(HttpMethod method, String path, String body) {
        int status =
                http.method(method)
                        .uri(path)
                        .header("Authorization", TestTokens.ORDER_SERVICE)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .value();
        assertThat(status).isIn(200, 409);
    }

    private void deliver(String key, int quantity) {
        http.post()
                .uri("/api/stock/rare-raku-tea-bowl/deliveries")
                .header("Authorization", TestTokens.OPS)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"quantity\":%s}".formatted(quantity))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private boolean isBalanced() {
        String books =
                Objects.requireNonNull(
                        http.get()
                                .uri("/internal/books")
                                .header("Authorization", TestTokens.ORDER_SERVICE)
                                .exchange()
                                .expectStatus()
                                .isOk()
                                .returnResult(String.class)
                                .getResponseBody());
        return books.contains("\"balanced\":true");
    }
}
