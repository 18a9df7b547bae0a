package shop.inventory.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.inventory.InventoryTest;
import shop.inventory.Shelves;
import shop.inventory.TestTokens;

/** The shared Redis is everybody's; this product is only this test's. */
@InventoryTest
class ProductCacheIT {

    private static final Sku KILO = new Sku("coffee-sulawesi-kilo");

    @Autowired RestTestClient http;
    @Autowired Products products;
    @Autowired ProductCache productCache;
    @Autowired CacheManager caches;
    @Autowired TransactionTemplate transaction;
    @Autowired Shelves shelves;
    @Autowired JdbcClient jdbc;

    @DynamicPropertySource
    static void quietly(DynamicPropertyRegistry registry) {
        registry.add("spring.data.redis.database", () -> "5");
    }

    @BeforeEach
    void startOver() {
        shelves.reset();
        cache().clear();
    }

    @Test
    void showsAProductFromTheCache() {
        products.shown(KILO);
        remembered();
        jdbc.sql("UPDATE stock_item SET available = 1 WHERE sku = ?").param(KILO.value()).update();

        assertThat(available()).isEqualTo(10_000);
    }

    @Test
    void remembersThatAProductIsAbsent() {
        Sku absent = new Sku("not-yet-sold");

        assertThat(products.shown(absent)).isEmpty();

        await().untilAsserted(() -> assertThat(cache().get(absent)).isNotNull());
        assertThat(products.shown(absent)).isEmpty();
    }

    @Test
    void forgetsWhatChangedOnlyOnceItIsCommitted() {
        products.shown(KILO);
        remembered();

        transaction.executeWithoutResult(_ -> {
            productCache.forgetCommitted(List.of(KILO));
            assertThat(cache().get(KILO)).isNotNull();
        });
        forgotten();
    }

    @Test
    void keepsWhatWasRolledBack() {
        products.shown(KILO);
        remembered();

        transaction.executeWithoutResult(status -> {
            productCache.forgetCommitted(List.of(KILO));
            status.setRollbackOnly();
        });

        assertThat(cache().get(KILO)).isNotNull();
    }

    @Test
    void showsWhatIsLeftAfterEveryChange() {
        String reservation = "/internal/reservations/" + UUID.randomUUID();
        shows(10_000);
        http.put()
                .uri(reservation)
                .header("Authorization", TestTokens.ORDER_SERVICE)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"lines\":[{\"sku\":\"%s\",\"quantity\":7}]}".formatted(KILO))
                .exchange()
                .expectStatus()
                .isOk();
        shows(9_993);
        http.delete()
                .uri(reservation)
                .header("Authorization", TestTokens.ORDER_SERVICE)
                .exchange()
                .expectStatus()
                .isOk();
        shows(10_000);
        http.post()
                .uri("/api/stock/{sku}/deliveries", KILO.value())
                .header("Authorization", TestTokens.OPS)
                .header("Idempotency-Key", "more")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"quantity\":3}")
                .exchange()
                .expectStatus()
                .isCreated();
        shows(10_003);
    }

    private void shows(long available) {
        await().untilAsserted(() -> assertThat(available()).isEqualTo(available));
        remembered();
    }

    private long available() {
        return products.shown(KILO).orElseThrow().available();
    }

    private void remembered() {
        await().untilAsserted(() -> assertThat(cache().get(KILO)).isNotNull());
    }

    private void forgotten() {
        await().untilAsserted(() -> assertThat(cache().get(KILO)).isNull());
    }

    private Cache cache() {
        return Objects.requireNonNull(caches.getCache(ProductCache.NAME));
    }
}
