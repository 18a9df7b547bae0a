package shop.gateway.problems;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import shop.gateway.GatewayTest;
import shop.gateway.StubShop;
import shop.gateway.Tokens;

/** No 5xx comes from nowhere: one line of the log bears its cause and the caller's trace id. */
@GatewayTest
@TestPropertySource(
        properties = {
            "shop.gateway.routes.nowhere.uri=lb://nowhere",
            "shop.gateway.routes.nowhere.method=GET",
            "shop.gateway.routes.nowhere.paths=/nowhere",
            "shop.gateway.routes.nowhere.access=anyone",
            "shop.gateway.routes.nowhere.time-limit=5s",
            "shop.gateway.routes.nobody.uri=lb://nobody",
            "shop.gateway.routes.nobody.method=GET",
            "shop.gateway.routes.nobody.paths=/nobody/{sku}",
            "shop.gateway.routes.nobody.access=anyone",
            "shop.gateway.routes.nobody.time-limit=5s",
            "shop.gateway.placement.nobody=sku",
            "shop.gateway.routes.dead.uri=lb://dead",
            "shop.gateway.routes.dead.method=POST",
            "shop.gateway.routes.dead.paths=/dead",
            "shop.gateway.routes.dead.access=anyone",
            "shop.gateway.routes.dead.time-limit=5s"
        })
@ExtendWith(OutputCaptureExtension.class)
class ServerErrorLinesIT {

    private static final String TOKEN = Tokens.of("ops", "shop", "ops");

    @Autowired WebTestClient gateway;
    @Autowired CircuitBreakerRegistry breakers;

    @DynamicPropertySource
    static void instanceThatDoesNotListen(DynamicPropertyRegistry properties) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            String uri = "http://127.0.0.1:" + socket.getLocalPort();
            properties.add("spring.cloud.discovery.client.simple.instances.dead[0].uri", () -> uri);
        }
    }

    @TestConfiguration
    static class Broken {

        @Bean
        WebFilter breaking() {
            return (exchange, chain) ->
                    switch (exchange.getRequest().getPath().value()) {
                        case "/a/bug" -> Mono.error(new IllegalStateException("a bug"));
                        default -> chain.filter(exchange);
                    };
        }
    }

    @BeforeEach
    @AfterEach
    void startAfresh() {
        StubShop.forget();
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    @Test
    void ofAnInstanceThatNobodyKnows(CapturedOutput output) {
        leavesOneLine(503, "GET", "/nowhere", "Unable to find instance for nowhere", output);
        assertThat(breakers.circuitBreaker("nowhere").getMetrics().getNumberOfBufferedCalls())
                .as("says nothing of the service")
                .isZero();
    }

    @Test
    void ofAnInstanceThatNobodyKnowsForAKey(CapturedOutput output) {
        leavesOneLine(503, "GET", "/nobody/tea", "Unable to find instance for nobody", output);
    }

    @Test
    void ofAConnectionThatIsRefused(CapturedOutput output) {
        leavesOneLine(503, "POST", "/dead", "Connection refused", output);
    }

    @Test
    void ofAConnectionThatBreaks(CapturedOutput output) {
        StubShop.ORDERS.answers(HttpExchange::close);
        leavesOneLine(503, "GET", "/api/orders", "PrematureCloseException", output);
    }

    @Test
    void ofATimeLimit(CapturedOutput output) {
        StubShop.PAYMENTS.answers(exchange -> {});
        leavesOneLine(503, "GET", "/api/account", "TimeoutException", output);
    }

    @Test
    void ofAnOpenBreaker(CapturedOutput output) {
        breakers.circuitBreaker("orders").transitionToForcedOpenState();
        leavesOneLine(503, "GET", "/api/orders", "CircuitBreaker 'orders'", output);
    }

    @Test
    void ofABug(CapturedOutput output) {
        leavesOneLine(500, "GET", "/a/bug", "a bug", output);
    }

    private void leavesOneLine(
            int status, String method, String path, String cause, CapturedOutput output) {
        HttpHeaders answer =
                gateway.method(HttpMethod.valueOf(method))
                        .uri(path)
                        .headers(headers -> headers.setBearerAuth(TOKEN))
                        .exchange()
                        .expectStatus()
                        .isEqualTo(status)
                        .returnResult(Void.class)
                        .getResponseHeaders();
        String trace = Objects.requireNonNull(answer.getFirst("X-Trace-Id"));

        assertThat(trace).matches("[0-9a-f]{32}");
        String log = output.getAll();
        assertThat(
                        log.lines()
                                .filter(line -> line.contains(trace))
                                .filter(line -> line.contains(" WARN ") || line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("%s for %s %s".formatted(status, method, path));
        assertThat(log.substring(log.indexOf(trace))).contains(cause);
    }
}
