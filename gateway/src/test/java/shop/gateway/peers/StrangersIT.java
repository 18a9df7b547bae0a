package shop.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import shop.gateway.GatewayTest;
import shop.gateway.StubShop;
import shop.gateway.Tokens;

/** No proxy is trusted here: whoever connects is a stranger. */
@GatewayTest
@TestPropertySource(
        properties = {
            "shop.gateway.rate-limit.replenish-rate=1",
            "shop.gateway.rate-limit.burst-capacity=10"
        })
class StrangersIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    @Autowired WebTestClient gateway;

    @BeforeEach
    void forget() {
        StubShop.forget();
    }

    @Test
    void beginATraceOfTheirOwn() {
        gateway.get()
                .uri("/v3/api-docs/order-service")
                .headers(headers -> headers.setBearerAuth(Tokens.of("traced", "shop")))
                .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                .header("tracestate", "a=b")
                .header("b3", TRACE + "-" + PARENT + "-1")
                .header("X-B3-TraceId", TRACE)
                .header("X-B3-SpanId", PARENT)
                .header("X-B3-Sampled", "1")
                .header("baggage", "user=ops")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .value("X-Trace-Id", id -> assertThat(id).hasSize(32).isNotEqualTo(TRACE));

        assertThat(StubShop.ORDERS.seen())
                .singleElement()
                .satisfies(seen -> {
                    assertThat(seen.headers())
                            .containsKey("Traceparent")
                            .doesNotContainKeys("Baggage", "B3", "X-b3-traceid", "Tracestate");
                    assertThat(seen.headers().toString()).doesNotContain(TRACE);
                });
    }

    @Test
    void cannotSayThatTheyAreSomebodyElse() {
        int last = 0;
        for (int i = 0; i < 30 && last != 429; i++) {
            last =
                    gateway.get()
                            .uri("/api/products")
                            .header("X-Forwarded-For", "203.0.113." + i)
                            .header("Forwarded", "for=203.0.113." + i)
                            .exchange()
                            .expectBody(String.class)
                            .returnResult()
                            .getStatus()
                            .value();
        }

        assertThat(last).isEqualTo(429);
    }
}
