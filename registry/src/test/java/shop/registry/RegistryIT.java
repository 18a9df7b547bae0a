package shop.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import com.netflix.appinfo.ApplicationInfoManager;
import com.netflix.eureka.registry.PeerAwareInstanceRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.testing.doors.ManagementPort;

@SpringBootTest(webEnvironment = RANDOM_PORT, properties = "management.server.port=0")
@AutoConfigureRestTestClient
@ActiveProfiles("demo")
class RegistryIT {

    static final String INSTANCE =
            """
            {"instance":{"instanceId":"tea:1","app":"TEA","hostName":"localhost",
             "ipAddr":"127.0.0.1","vipAddress":"tea","status":"UP",
             "port":{"$":1,"@enabled":"true"},
             "dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo",
                               "name":"MyOwn"}}}
            """;

    @TempDir static Path directory;
    @Autowired RestTestClient registry;
    @Autowired PeerAwareInstanceRegistry instances;
    @Autowired ApplicationInfoManager itself;
    @LocalManagementPort int managementPort;

    @DynamicPropertySource
    static void keepTheKeyApart(DynamicPropertyRegistry properties) {
        properties.add("shop.registry.key-file", () -> directory.resolve("key.json").toString());
    }

    @Test
    void letsNobodyReadWithoutCredentials() {
        registry.get().uri("/eureka/apps").exchange().expectStatus().isUnauthorized();
        registry.get()
                .uri("/eureka/apps")
                .headers(headers -> headers.setBasicAuth("shop", "wrong"))
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void letsNobodyRegisterWithoutCredentials() {
        registry.post()
                .uri("/eureka/apps/TEA")
                .contentType(MediaType.APPLICATION_JSON)
                .body(INSTANCE)
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void showsNobodyTheDashboardWithoutCredentials() {
        registry.get().uri("/").exchange().expectStatus().isUnauthorized();
        registry.get().uri("/").headers(RegistryIT::credentials).exchange().expectStatus().isOk();
    }

    @Test
    void registersWithCredentialsAndShowsTheInstance() {
        registry.post()
                .uri("/eureka/apps/TEA")
                .headers(RegistryIT::credentials)
                .contentType(MediaType.APPLICATION_JSON)
                .body(INSTANCE)
                .exchange()
                .expectStatus()
                .isNoContent();

        await().atMost(Duration.ofSeconds(10)).until(() -> isReadable("/eureka/apps/TEA"));
        registry.get()
                .uri("/eureka/apps/TEA")
                .headers(RegistryIT::credentials)
                .accept(MediaType.APPLICATION_JSON)
                .exchange()
                .expectBody()
                .jsonPath("$.application.instance[0].instanceId")
                .isEqualTo("tea:1");
    }

    @Test
    void tellsNobodyThatNobodyIsHereBeforeAllHadTimeToRegister() {
        instances.openForTraffic(itself, 0); // as at the start, where no other registry told it any

        for (String path : List.of("/eureka/apps", "/eureka/apps/delta", "/eureka/apps/TEA")) {
            registry.get()
                    .uri(path)
                    .headers(RegistryIT::credentials)
                    .exchange()
                    .expectStatus()
                    .isForbidden();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> isReadable("/eureka/apps"));
    }

    private boolean isReadable(String path) {
        return registry.get()
                .uri(path)
                .headers(RegistryIT::credentials)
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .is2xxSuccessful();
    }

    @Test
    void answersHealthOnTheManagementPortOnly() {
        RestTestClient management =
                RestTestClient.bindToServer().baseUrl("http://localhost:" + managementPort).build();

        management.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
        management.get().uri("/actuator/prometheus").exchange().expectStatus().isOk();
        registry.get()
                .uri("/actuator/health")
                .headers(RegistryIT::credentials)
                .exchange()
                .expectStatus()
                .value(status -> assertThat(status).isNotEqualTo(200));
    }

    @Test
    void letsNobodyWriteAtTheManagementPort() {
        ManagementPort management = new ManagementPort(managementPort);

        assertThat(management.reads())
                .extracting(ManagementPort.Answer::status)
                .hasSizeGreaterThan(5)
                .doesNotContain(401, 403);
        assertThat(management.writes())
                .allSatisfy(answer -> assertThat(answer.status()).isIn(401, 405));
    }

    private static void credentials(HttpHeaders headers) {
        headers.setBasicAuth("shop", "shop");
    }
}
