package shop.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import shop.gateway.GatewayTest;
import shop.gateway.Tokens;

/** Redis takes connections and never says a word: worse than being away. */
@GatewayTest
@DirtiesContext
@TestPropertySource(
        properties = {
            "shop.gateway.rate-limit.replenish-rate=1",
            "shop.gateway.rate-limit.burst-capacity=5"
        })
class RateLimitWithoutRedisIT {

    private static final ServerSocket MUTE = mute();

    @Autowired WebTestClient gateway;
    @Autowired CircuitBreakerRegistry breakers;

    @DynamicPropertySource
    static void useAMuteRedis(DynamicPropertyRegistry properties) {
        properties.add("spring.data.redis.port", MUTE::getLocalPort);
    }

    @AfterAll
    static void close() throws IOException {
        MUTE.close();
    }

    @Test
    void limitsByItself() {
        assertThat(Limits.okBeforeRefusal(gateway, Tokens.of("alice", "shop"))).isBetween(5, 9);

        Limits.get(gateway, Tokens.of("bob", "shop")).expectStatus().isOk();
        assertThat(breakers.circuitBreaker("rate-limit").getState())
                .isNotEqualTo(CircuitBreaker.State.CLOSED);
    }

    private static ServerSocket mute() {
        try {
            return new ServerSocket(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
