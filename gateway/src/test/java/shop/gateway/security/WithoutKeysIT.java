package shop.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import shop.gateway.GatewayTest;
import shop.gateway.Tokens;

/** The issuer has been away since the start. */
@GatewayTest
@TestPropertySource(properties = "stub.keys=http://127.0.0.1:1")
@ExtendWith(OutputCaptureExtension.class)
class WithoutKeysIT {

    @Autowired WebTestClient gateway;

    @Test
    void asksForPatienceWithAToken(CapturedOutput output) {
        gateway.get()
                .uri("/api/orders")
                .headers(headers -> headers.setBearerAuth(Tokens.of("alice", "shop")))
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "1")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/unavailable");

        assertThat(output.getAll().lines().filter(line -> line.contains("for GET /api/orders")))
                .singleElement()
                .asString()
                .contains("503", "No keys for tokens");
    }

    @Test
    void needsNoneForWhatAnyoneMayAsk() {
        gateway.get().uri("/api/products").exchange().expectStatus().isOk();
    }
}
