package shop.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import shop.gateway.GatewayTest;
import shop.gateway.StubShop;

/** Whoever connects from this machine is a proxy of ours. */
@GatewayTest
@TestPropertySource(
        properties = {
            "shop.gateway.trusted-proxies=127.0.0.0/8,::1,10.0.0.0/8",
            "shop.gateway.rate-limit.replenish-rate=1",
            "shop.gateway.rate-limit.burst-capacity=5"
        })
class TrustedProxyIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Autowired WebTestClient gateway;

    @BeforeEach
    void forget() {
        StubShop.forget();
    }

    @Test
    void tellsTheCallersApart() {
        assertThat(statuses(_ -> "203.0.113.7")).contains(200, 429);
        assertThat(status("203.0.113.8")).isEqualTo(200);
    }

    /** Only what the last proxy of ours has seen itself is true. */
    @Test
    void isNotBelievedWhatAStrangerHasWritten() {
        assertThat(statuses(i -> "198.51.100." + i + ", 203.0.113.17")).contains(429);
        assertThat(statuses(i -> "10.1.2." + i + ", 203.0.113.18, 10.0.0.1")).contains(429);
        assertThat(statuses(i -> "nonsense " + i + ", 203.0.113.19")).contains(429);
    }

    @Test
    void countsAHouseholdOfIpv6Once() {
        assertThat(statuses(i -> "2001:db8:1:2::" + i)).contains(429);
        assertThat(statuses(i -> "[2001:db8:1:4::" + i + "]:4711")).contains(429);
        assertThat(status("2001:db8:1:3::1")).isEqualTo(200);
    }

    @Test
    void handsTracesOn() {
        gateway.get()
                .uri("/v3/api-docs/order-service")
                .header("X-Forwarded-For", "203.0.113.27")
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Trace-Id", TRACE);

        assertThat(StubShop.ORDERS.seen())
                .singleElement()
                .satisfies(
                        seen -> assertThat(seen.headers().getFirst("Traceparent")).contains(TRACE));
    }

    /** Of more requests than a burst may have. */
    private List<Integer> statuses(IntFunction<String> forwardedFor) {
        return IntStream.range(0, 20).mapToObj(forwardedFor).map(this::status).toList();
    }

    private int status(String forwardedFor) {
        return gateway.get()
                .uri("/api/products")
                .header("X-Forwarded-For", forwardedFor)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getStatus()
                .value();
    }
}
