package shop.gateway.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.gateway.GatewayTest;
import shop.gateway.StubShop;
import shop.gateway.Tokens;
import shop.testing.odd.Door;
import shop.testing.odd.OddRun;

/** Whatever bytes arrive, the gateway's answer is a problem or the service's own. */
@GatewayTest
class OddRequestsIT {

    @LocalServerPort int port;
    @Autowired CircuitBreakerRegistry breakers;

    @Test
    void answersWhateverBytesArrive() {
        StubShop.forget();
        String token = "Bearer " + Tokens.of("alice", "shop");

        OddRun.against(
                new Door(
                        port,
                        "/api/products",
                        "/api/products/",
                        "/api/orders",
                        "{\"lines\":[{\"sku\":\"tea-sencha\",\"quantity\":1}]}",
                        "{\"lines\":[{\"sku\":\"\",\"quantity\":0}]}",
                        () -> token,
                        Door.Kind.GATEWAY),
                0,
                3000);

        assertThat(breakers.getAllCircuitBreakers())
                .filteredOn(breaker -> !breaker.getName().equals("rate-limit"))
                .allSatisfy(breaker ->
                        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED));
    }
}
