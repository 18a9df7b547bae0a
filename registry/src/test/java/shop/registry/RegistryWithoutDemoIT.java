package shop.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(
        webEnvironment = RANDOM_PORT,
        properties = {"management.server.port=0", "shop.registry.password=long-and-secret"})
@AutoConfigureRestTestClient
class RegistryWithoutDemoIT {

    @Autowired RestTestClient registry;

    @Test
    void hasNoTokenEndpoint() {
        registry.post()
                .uri("/oauth2/token")
                .headers(headers -> headers.setBasicAuth("alice", "alice"))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("grant_type=client_credentials")
                .exchange()
                .expectStatus()
                .is4xxClientError()
                .expectBody()
                .jsonPath("$.access_token")
                .doesNotExist();
        registry.get()
                .uri("/oauth2/jwks")
                .headers(headers -> headers.setBasicAuth("shop", "long-and-secret"))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void doesNotKnowTheDemoPassword() {
        registry.get()
                .uri("/eureka/apps")
                .headers(headers -> headers.setBasicAuth("shop", "shop"))
                .exchange()
                .expectStatus()
                .isUnauthorized();
        // Who is here is told only after all have had time to register.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        registry.get()
                                .uri("/eureka/apps")
                                .headers(headers -> headers.setBasicAuth("shop", "long-and-secret"))
                                .exchange()
                                .expectStatus()
                                .isOk());
    }

    @Test
    void doesNotStartWithoutAPassword() {
        assertThatThrownBy(() ->
                        new SpringApplicationBuilder(RegistryApplication.class)
                                .run("--server.port=0", "--management.server.port=0"))
                .rootCause()
                .hasMessageContaining("SHOP_REGISTRY_PASSWORD");
    }
}
