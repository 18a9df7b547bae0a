package shop.inventory;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.testing.Backends;
import shop.testing.RealBackends;
import shop.testing.Redis;

/** Redis is only speed: it dies, and everything goes on. */
@InventoryTest
@ContextConfiguration(initializers = {RealBackends.class, WithoutRedisIT.OwnRedis.class})
class WithoutRedisIT {

    private static final Redis REDIS = Backends.newRedis();
    private static final String RESERVATION =
            "/internal/reservations/019a0000-0000-7000-8000-000000000091";

    @Autowired RestTestClient http;
    @Autowired Shelves shelves;

    @BeforeEach
    void startOver() {
        shelves.reset();
    }

    @Test
    void showsReservesSellsAndReceives() {
        shows(10_000);
        reserves();
        REDIS.stop().run();

        shows(9_998);
        reserves();
        http.post()
                .uri(RESERVATION + "/commit")
                .header("Authorization", TestTokens.ORDER_SERVICE)
                .exchange()
                .expectStatus()
                .isOk();
        http.post()
                .uri("/api/stock/tea-sencha/deliveries")
                .header("Authorization", TestTokens.OPS)
                .header("Idempotency-Key", "k")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"quantity\":5}")
                .exchange()
                .expectStatus()
                .isCreated();
        shows(10_003);
    }

    private void reserves() {
        http.put()
                .uri(RESERVATION)
                .header("Authorization", TestTokens.ORDER_SERVICE)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"lines\":[{\"sku\":\"tea-sencha\",\"quantity\":2}]}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void shows(int available) {
        http.get()
                .uri("/api/products/tea-sencha")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.available")
                .isEqualTo(available);
    }

    static class OwnRedis implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(
                            new MapPropertySource(
                                    "a Redis of its own",
                                    Map.of(
                                            "spring.data.redis.host", REDIS.host(),
                                            "spring.data.redis.port", REDIS.port())));
        }
    }
}
