package shop.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import shop.gateway.GatewayTest;
import shop.gateway.StubShop;
import shop.gateway.Tokens;

@GatewayTest
class AccessIT {

    @Autowired WebTestClient gateway;

    @BeforeEach
    void forget() {
        StubShop.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/orders",
        "GET,  /api/orders",
        "GET,  /api/orders/1",
        "POST, /api/orders/1/cancellation",
        "GET,  /api/orders/1/checkout",
        "GET,  /api/account",
        "POST, /api/accounts/alice/top-ups",
        "POST, /api/stock/tea/deliveries",
        "GET,  /api/books",
    })
    void wantsAToken(String method, String path) {
        gateway.method(HttpMethod.valueOf(method))
                .uri(path)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"shop\"")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/unauthorized")
                .jsonPath("$.status")
                .isEqualTo(401)
                .jsonPath("$.instance")
                .isEqualTo(path)
                .jsonPath("$.traceId")
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/books,                  shop,          ops",
        "POST, /api/accounts/a/top-ups,     shop,          ops",
        "POST, /api/stock/tea/deliveries,   shop,          ops",
        "POST, /api/orders,                 stock:reserve, shop",
        "GET,  /api/account,                ops,           shop",
    })
    void wantsTheRightScope(String method, String path, String scope, String wanted) {
        gateway.method(HttpMethod.valueOf(method))
                .uri(path)
                .headers(headers -> headers.setBearerAuth(Tokens.of("alice", scope)))
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .valueEquals(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"shop\", error=\"insufficient_scope\", scope=\""
                                + wanted
                                + "\"")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/forbidden");

        assertThat(StubShop.ORDERS.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/products",
        "/api/products/tea",
        "/problems/not-found",
        "/",
        "/swagger-ui.html"
    })
    void wantsNoTokenForWhatEverybodyMaySee(String path) {
        gateway.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .value(status -> assertThat(status).isIn(200, 302));
    }

    static Stream<Named<String>> badTokens() {
        Date lately = Date.from(Instant.now().minus(Duration.ofMinutes(2)));
        return Stream.of(
                Named.of("nonsense", "nonsense"),
                Named.of("unsigned", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9."),
                Named.of("forged", Tokens.forged("alice", "shop")),
                Named.of("RS512", Tokens.signedWith(JWSAlgorithm.RS512, "alice", "shop")),
                Named.of("expired", Tokens.of("alice", c -> c.expirationTime(lately), "shop")),
                Named.of("without end", Tokens.of("alice", c -> c.expirationTime(null), "shop")),
                Named.of("of another issuer", Tokens.of("alice", c -> c.issuer("other"), "shop")),
                Named.of("without issuer", Tokens.of("alice", c -> c.issuer(null), "shop")),
                Named.of("for another", Tokens.of("alice", c -> c.audience("bank"), "shop")),
                Named.of("for nobody", Tokens.of("alice", c -> c.audience((String) null), "shop")));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void refusesABadTokenEvenWhereNoneIsNeeded(String token) {
        gateway.get()
                .uri("/api/products")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"shop\", error=\"invalid_token\"")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/unauthorized");

        assertThat(StubShop.INVENTORY.seen()).isEmpty();
    }

    @Test
    void takesATokenForSeveralAudiences() {
        String token = Tokens.of("alice", c -> c.audience(List.of("x", "shop")), "shop");

        gateway.get()
                .uri("/api/orders")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isOk();
    }
}
