package shop.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import shop.gateway.GatewayTest;
import shop.gateway.StubShop;
import shop.testing.Backends;
import shop.testing.Images;

/** The balancer that compose brings, with its own configuration but for the addresses. */
@GatewayTest
@TestPropertySource(
        properties = {
            "shop.gateway.trusted-proxies=127.0.0.1",
            "shop.gateway.rate-limit.replenish-rate=1",
            "shop.gateway.rate-limit.burst-capacity=5"
        })
class BehindTheBalancerIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CONFIGURATION = "/usr/local/etc/haproxy/haproxy.cfg";

    @LocalServerPort int gateway;
    @LocalManagementPort int management;

    private final GenericContainer<?> balancer =
            new GenericContainer<>(Images.named("HAPROXY_IMAGE")).withNetworkMode("host");
    private final int port = unusedPort();

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Backends.docker(), "the balancer needs a Docker engine");
        StubShop.forget();
        balancer.withCopyToContainer(Transferable.of(configuration()), CONFIGURATION).start();
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> status("127.0.0.9", "/problems/not-found") == 200);
    }

    @AfterEach
    void stop() {
        balancer.stop();
    }

    @Test
    void oneCallerDoesNotUseUpTheShareOfAnother() {
        List<Integer> first = Collections.nCopies(20, "127.0.0.2").stream().map(this::got).toList();

        assertThat(first).contains(200, 429);
        assertThat(got("127.0.0.3")).isEqualTo(200);
    }

    @Test
    void noCallerIsBelievedWhatHeSaysOfHimself() throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address("/v3/api-docs/order-service"))
                        .header("X-Forwarded-For", "203.0.113.7")
                        .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                        .header("X-B3-TraceId", TRACE);
        try (HttpClient http = from("127.0.0.4")) {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }

        assertThat(StubShop.ORDERS.seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen.headers().toString()).doesNotContain(TRACE));
        List<Integer> alike = Collections.nCopies(20, "127.0.0.4").stream().map(this::got).toList();
        assertThat(alike).contains(429);
    }

    private String configuration() throws IOException {
        return Files.readString(Path.of("..", "deploy", "balancer", "haproxy.cfg"))
                .replace("bind :8080", "bind 127.0.0.1:" + port)
                .replace("gateway:8080", "127.0.0.1:" + gateway)
                .replace("port 9000", "port " + management)
                .replace("resolvers docker init-addr none", "")
                .replaceAll("(?m)^.*gateway-2:8080.*$", "");
    }

    private int got(String from) {
        return status(from, "/api/products");
    }

    private int status(String from, String path) {
        try (HttpClient http = from(from)) {
            return http.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Every address of the loopback network is this machine. */
    private static HttpClient from(String address) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(address))
                .build();
    }

    private static int unusedPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
