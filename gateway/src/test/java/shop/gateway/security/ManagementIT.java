package shop.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import shop.gateway.GatewayTest;
import shop.testing.doors.ManagementPort;

@GatewayTest
class ManagementIT {

    @LocalManagementPort int port;

    @Test
    void letsStrangersReadAndNothingElse() {
        ManagementPort management = new ManagementPort(port);

        assertThat(management.reads())
                .extracting(ManagementPort.Answer::status)
                .hasSizeGreaterThan(5)
                .doesNotContain(401, 403);
        assertThat(management.writes())
                .allSatisfy(answer -> assertThat(answer.status()).isIn(401, 405));
    }

    @Test
    void knowsNothingOfFlaws() {
        WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build()
                .get()
                .uri("/actuator/health/liveness")
                .header("X-Shop-Flaw", "NONSENSE")
                .header("X-Shop-Flaw-Detail", "nonsense")
                .exchange()
                .expectStatus()
                .isOk();
    }
}
