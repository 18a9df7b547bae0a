package shop.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What a registry says to another one, under a password as odd as it may be. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "spring.config.import=configtree:target/secrets/"
        })
@AutoConfigureRestTestClient
@ExtendWith(OutputCaptureExtension.class)
class ReplicationIT {

    private static final String PASSWORD = "p@ss#1/%:${x}";
    private static final List<String> SEEN = new CopyOnWriteArrayList<>();
    private static final HttpServer OTHER = other();

    @Autowired RestTestClient registry;

    /** Read before any of the properties that a test sets. */
    @BeforeAll
    static void writeTheSecret() throws IOException {
        Path secrets = Files.createDirectories(Path.of("target", "secrets"));
        Files.writeString(secrets.resolve("SHOP_REGISTRY_PASSWORD"), PASSWORD);
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        properties.add(
                "eureka.client.service-url.defaultZone",
                () -> "http://127.0.0.1:" + OTHER.getAddress().getPort() + "/eureka/");
    }

    private static HttpServer other() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        SEEN.add(
                                String.valueOf(
                                        exchange.getRequestHeaders().getFirst("Authorization")));
                        exchange.sendResponseHeaders(503, -1);
                        exchange.close();
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() {
        OTHER.stop(0);
    }

    @Test
    void signsInAndWritesNoSecret(CapturedOutput output) {
        registry.post()
                .uri("/eureka/apps/TEA")
                .headers(headers -> headers.setBasicAuth("shop", PASSWORD, UTF_8))
                .contentType(MediaType.APPLICATION_JSON)
                .body(RegistryIT.INSTANCE)
                .exchange()
                .expectStatus()
                .isNoContent();

        String account = Base64.getEncoder().encodeToString(("shop:" + PASSWORD).getBytes(UTF_8));
        await().untilAsserted(() -> assertThat(SEEN).contains("Basic " + account));
        assertThat(SEEN).containsOnly("Basic " + account);
        assertThat(output).doesNotContain(PASSWORD).doesNotContain(account);
    }
}
