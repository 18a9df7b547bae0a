package shop.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
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
import shop.testing.doors.TokenTable;

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

    static List<TokenTable.Row> tokens() {
        return Tokens.table();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void letsInWhoHasAGoodToken(TokenTable.Row row) {
        WebTestClient.ResponseSpec answer = withToken("/api/account", row.token());

        if (row.good()) {
            answer.expectStatus().isOk();
        } else {
            refused(answer);
            assertThat(StubShop.PAYMENTS.seen()).isEmpty();
        }
    }

    @Test
    void refusesABadTokenEvenWhereNoneIsNeeded() {
        refused(withToken("/api/products", Tokens.forged("alice", "shop")));

        assertThat(StubShop.INVENTORY.seen()).isEmpty();
    }

    private WebTestClient.ResponseSpec withToken(String path, String token) {
        return gateway.get().uri(path).headers(headers -> headers.setBearerAuth(token)).exchange();
    }

    private static void refused(WebTestClient.ResponseSpec answer) {
        answer.expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"shop\", error=\"invalid_token\"")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/unauthorized");
    }
}
