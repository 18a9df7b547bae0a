package shop.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import shop.gateway.GatewayTest;
import shop.gateway.Tokens;
import shop.testing.Backends;

@GatewayTest
@TestPropertySource(
        properties = {
            "shop.gateway.rate-limit.replenish-rate=1",
            "shop.gateway.rate-limit.burst-capacity=5"
        })
class RateLimitIT {

    @Autowired WebTestClient gateway;
    @Autowired StringRedisTemplate redis;

    @DynamicPropertySource
    static void useRedis(DynamicPropertyRegistry properties) {
        properties.add("spring.data.redis.host", () -> Backends.redis().host());
        properties.add("spring.data.redis.port", () -> Backends.redis().port());
    }

    @Test
    void refusesACallerOverTheLimitAndNobodyElse() {
        assertThat(Limits.okBeforeRefusal(gateway, Tokens.of("limited-1", "shop"))).isBetween(5, 8);

        Limits.get(gateway, Tokens.of("limited-1", "shop"))
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "1")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/too-many-requests");
        Limits.get(gateway, Tokens.of("limited-2", "shop")).expectStatus().isOk();
    }

    @Test
    void knowsCallersWithoutATokenByTheirAddress() {
        List<Integer> answers =
                IntStream.range(0, 20)
                        .mapToObj(i ->
                                gateway.get()
                                        .uri("/api/products")
                                        .exchange()
                                        .expectBody(String.class)
                                        .returnResult()
                                        .getStatus()
                                        .value())
                        .toList();

        assertThat(answers).startsWith(200, 200, 200, 200, 200).endsWith(429);
    }

    /** A first connection may take Redis too long; that caller is counted here, the next there. */
    @Test
    void countsInRedisAndForgetsByItself() {
        AtomicInteger callers = new AtomicInteger();
        await().untilAsserted(() -> {
            String caller = "counted-" + callers.incrementAndGet();
            Limits.get(gateway, Tokens.of(caller, "shop")).expectStatus().isOk();

            String key = "rate-limit:caller:" + caller;
            assertThat(redis.opsForHash().get(key, "tokens")).isEqualTo("4");
            assertThat(redis.getExpire(key)).isBetween(1L, 6L);
        });
    }
}
