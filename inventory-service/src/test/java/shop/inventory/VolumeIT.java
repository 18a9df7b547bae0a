package shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.common.totals.RunningTotals;
import shop.testing.GrownTables;

/** The inventory as after years: what it is asked costs what it cost on its first day. */
@InventoryTest
@TestPropertySource(
        properties = {"shop.volume=a database of its own", "shop.totals.first-check=P1D"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VolumeIT {

    private static final int RESERVATIONS = GrownTables.orders();
    private static final int PRODUCTS = 50_000;

    @Autowired RestTestClient http;
    @Autowired DataSource pool;
    @Autowired RunningTotals totals;

    private GrownTables tables;

    /** Every reservation bought one sencha; the catalogue has grown too. */
    @BeforeAll
    void growOld() {
        tables = new GrownTables(pool, "reservation", "delivery", "idempotency_key", "product");
        tables.fill(
                """
                INSERT INTO reservation (id, status, skus, quantities, expires_at)
                SELECT uuidv7(n * interval '-1 second'), 'COMMITTED', '{tea-sencha}', '{1}', now()
                FROM generate_series(1, %s) AS n
                """
                        .formatted(RESERVATIONS));
        tables.fill(
                """
                INSERT INTO delivery (sku, quantity)
                SELECT 'tea-sencha', 1 FROM generate_series(1, %s)
                """
                        .formatted(RESERVATIONS));
        tables.fill(
                "UPDATE stock_item SET sold = sold + %s WHERE sku = 'tea-sencha'"
                        .formatted(RESERVATIONS));
        tables.fill(
                """
                INSERT INTO product (sku, name, description, price_minor, currency)
                SELECT 'zz-' || n, 'Article ' || md5(n::text), 'Of no special kind.', 100, 'EUR'
                FROM generate_series(1, %s) AS n
                """
                        .formatted(PRODUCTS));
        tables.fill("INSERT INTO stock_item (sku) SELECT sku FROM product ON CONFLICT DO NOTHING");
        tables.fill("VACUUM ANALYZE product");
    }

    @Test
    void readsExactBooks() {
        totals.fold();
        tables.assertFewAreRead(
                100,
                () ->
                        http.get()
                                .uri("/internal/books")
                                .header("Authorization", TestTokens.ORDER_SERVICE)
                                .exchange()
                                .expectStatus()
                                .isOk()
                                .expectBody()
                                .jsonPath("$.balanced")
                                .isEqualTo(true)
                                .jsonPath("$.sold")
                                .value(sold ->
                                        assertThat(Long.parseLong(sold.toString()))
                                                .isBetween(
                                                        (long) RESERVATIONS, RESERVATIONS + 1L)));
        totals.check();
        assertThat(totals.areExact()).isTrue();
    }

    @Test
    void reservesAsOnTheFirstDay() {
        tables.assertFewAreRead(
                200,
                () -> {
                    UUID kept = reserve("[{\"sku\":\"tea-assam\",\"quantity\":1}]");
                    send(HttpMethod.POST, kept + "/commit", "");
                    UUID released =
                            reserve(
                                    "[{\"sku\":\"tea-assam\",\"quantity\":1},"
                                            + "{\"sku\":\"tea-ceylon\",\"quantity\":2}]");
                    send(HttpMethod.DELETE, released.toString(), "");
                });
    }

    @Test
    void findsProductsInAnIndex() {
        tables.assertFewAreRead(
                1000,
                () -> {
                    page("?q=sencha");
                    page("?q=genmai&page=2147483647");
                });
    }

    private UUID reserve(String lines) {
        UUID id = UUID.randomUUID();
        send(HttpMethod.PUT, id.toString(), "{\"lines\":%s}".formatted(lines));
        return id;
    }

    private void send(HttpMethod method, String path, String body) {
        http.method(method)
                .uri("/internal/reservations/" + path)
                .header("Authorization", TestTokens.ORDER_SERVICE)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void page(String query) {
        http.get().uri("/api/products" + query).exchange().expectStatus().isOk();
    }
}
