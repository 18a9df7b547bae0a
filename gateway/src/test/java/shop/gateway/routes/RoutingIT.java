package shop.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;
import shop.gateway.GatewayTest;
import shop.gateway.StubShop;
import shop.gateway.Tokens;
import shop.gateway.Upstream;

@GatewayTest
class RoutingIT {

    private static final String OPERATOR = Tokens.of("ops", "shop", "ops");

    @Autowired WebTestClient gateway;
    @LocalServerPort int port;

    @BeforeEach
    void forget() {
        StubShop.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/products?page=0&size=20&q=tea,          inventory-service",
        "HEAD, /api/products,                               inventory-service",
        "GET,  /api/products/tea-sencha,                    inventory-service",
        "POST, /api/stock/tea-sencha/deliveries,            inventory-service",
        "POST, /api/orders,                                 order-service",
        "GET,  /api/orders?page=0&size=20,                  order-service",
        "GET,  /api/orders/018f,                            order-service",
        "POST, /api/orders/018f/cancellation,               order-service",
        "GET,  /api/orders/018f/checkout,                   order-service",
        "GET,  /api/books,                                  order-service",
        "GET,  /api/account,                                payment-service",
        "POST, /api/accounts/alice/top-ups,                 payment-service",
    })
    void reachesTheServiceThatAnswers(String method, String path, String service) {
        meetTheDeadInstance();
        StubShop.forget();

        gateway.method(HttpMethod.valueOf(method))
                .uri(path)
                .headers(headers -> headers.setBearerAuth(OPERATOR))
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(upstream(service).seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen.method()).isEqualTo(method))
                .satisfies(seen -> assertThat(seen.path()).isEqualTo(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "payment-service", "inventory-service"})
    void gathersTheServicesOwnDocs(String service) {
        gateway.get().uri("/v3/api-docs/" + service).exchange().expectStatus().isOk();

        assertThat(upstream(service).seen())
                .extracting(Upstream.Seen::path)
                .containsExactly("/v3/api-docs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/books",
                "/internal/products?sku=tea",
                "/actuator/health",
                "/actuator/gateway/routes",
                "/api/products/tea/reservations",
                "/api/accounts/alice",
                "/api",
                "/nothing"
            })
    void routesNothingElse(String path) {
        gateway.get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(OPERATOR))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/not-found")
                .jsonPath("$.instance")
                .isEqualTo(path.replaceAll("\\?.*", ""))
                .jsonPath("$.traceId")
                .isNotEmpty();

        assertThat(StubShop.ORDERS.seen()).isEmpty();
        assertThat(StubShop.PAYMENTS.seen()).isEmpty();
        assertThat(StubShop.INVENTORY.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/products/..%2f..%2finternal%2fbooks",
                "/api/products/%2e%2e/%2e%2e/internal/books",
                "//internal/books",
                "/api/products/x;/../../internal/books"
            })
    void refusesPathsWithTricks(String path) {
        gateway.get()
                .uri(URI.create("http://localhost:" + port + path))
                .exchange()
                .expectStatus()
                .value(status -> assertThat(status).isIn(400, 404));

        assertThat(StubShop.INVENTORY.seen()).isEmpty();
    }

    @Test
    void namesTheMethodsOfAKnownPath() {
        gateway.delete()
                .uri("/api/orders")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueMatches(HttpHeaders.ALLOW, ".*POST.*")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/method-not-allowed");
    }

    @Test
    void handsOnWhatTheServicesNeed() {
        String token = Tokens.of("alice", "shop");

        gateway.post()
                .uri("/api/orders")
                .headers(headers -> headers.setBearerAuth(token))
                .header("Idempotency-Key", "\"k1\"")
                .header("Prefer", "wait=3")
                .header("API-Version", "1")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"lines\":[]}")
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(StubShop.ORDERS.seen())
                .singleElement()
                .satisfies(seen -> {
                    assertThat(seen.headers().getFirst("Authorization"))
                            .isEqualTo("Bearer " + token);
                    assertThat(seen.headers().getFirst("Idempotency-Key")).isEqualTo("\"k1\"");
                    assertThat(seen.headers().getFirst("Prefer")).isEqualTo("wait=3");
                    assertThat(seen.headers().getFirst("API-Version")).isEqualTo("1");
                    assertThat(seen.headers()).containsKey("Traceparent");
                    assertThat(seen.body()).isEqualTo("{\"lines\":[]}");
                });
    }

    @Test
    void keepsBackWhatOnlyTheShopMaySay() {
        gateway.get()
                .uri("/api/products")
                .header("X-Request-Deadline", "1")
                .header("X-Request-Repeated", "true")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "for=10.0.0.1")
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(StubShop.INVENTORY.seen())
                .singleElement()
                .satisfies(seen ->
                        assertThat(seen.headers().getFirst("X-Request-Deadline")).isNotEqualTo("1"))
                .satisfies(seen ->
                        assertThat(seen.headers())
                                .doesNotContainKeys(
                                        "X-request-repeated",
                                        "X-forwarded-for",
                                        "X-forwarded-host",
                                        "Forwarded"));
    }

    @Test
    void passesAServicesOwnErrorUnchanged() {
        String problem = "{\"type\":\"/problems/unavailable\",\"detail\":\"the database is away\"}";
        StubShop.ORDERS.answers(503, "application/problem+json", problem);

        gateway.get()
                .uri("/api/orders")
                .headers(headers -> headers.setBearerAuth(OPERATOR))
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .json(problem);
        assertThat(StubShop.ORDERS.seen()).hasSize(1);
    }

    @Test
    void takesABodyOf64Kibibytes() {
        gateway.post()
                .uri("/api/orders")
                .headers(headers -> headers.setBearerAuth(OPERATOR))
                .bodyValue("x".repeat(64 * 1024))
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(StubShop.ORDERS.seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen.body()).hasSize(64 * 1024));
    }

    @Test
    void refusesALargerBodyThatSaysSo() {
        gateway.post()
                .uri("/api/orders")
                .headers(headers -> headers.setBearerAuth(OPERATOR))
                .bodyValue("x".repeat(64 * 1024 + 1))
                .exchange()
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/payload-too-large");

        assertThat(StubShop.ORDERS.seen()).isEmpty();
    }

    @Test
    void refusesALargerBodyThatComesInPieces() {
        Flux<DataBuffer> pieces =
                Flux.range(0, 70)
                        .map(i -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[1024]));

        gateway.post()
                .uri("/api/orders")
                .headers(headers -> headers.setBearerAuth(OPERATOR))
                .body(BodyInserters.fromDataBuffers(pieces))
                .exchange()
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/payload-too-large");

        assertThat(StubShop.ORDERS.seen()).isEmpty();
    }

    @Test
    void handsTokenRequestsToTheIssuer() {
        gateway.post()
                .uri("/oauth2/token")
                .headers(headers -> headers.setBasicAuth("alice", "alice"))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("grant_type=client_credentials")
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(StubShop.ISSUER.seen())
                .filteredOn(seen -> seen.path().equals("/oauth2/token"))
                .singleElement()
                .satisfies(seen -> {
                    assertThat(seen.body()).isEqualTo("grant_type=client_credentials");
                    assertThat(seen.headers().getFirst("Authorization")).startsWith("Basic ");
                });
    }

    /** Every second request does, and then it is avoided: a POST would not be repeated. */
    private void meetTheDeadInstance() {
        for (int i = 0; i < 2; i++) {
            gateway.get().uri("/api/products").exchange().expectStatus().isOk();
        }
    }

    private static Upstream upstream(String service) {
        return switch (service) {
            case "order-service" -> StubShop.ORDERS;
            case "payment-service" -> StubShop.PAYMENTS;
            case "inventory-service" -> StubShop.INVENTORY;
            default -> throw new IllegalArgumentException(service);
        };
    }
}
