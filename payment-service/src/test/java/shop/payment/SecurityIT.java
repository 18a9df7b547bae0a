package shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may ask for what, and what those are told who may not or who ask badly. */
@RunningService
class SecurityIT {

    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a80ff";

    @Autowired private RestTestClient client;
    @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/account,                     ops",
        "POST, /api/accounts/alice/top-ups,      shop",
        "PUT,  /internal/payments/" + ID + ",    books:read",
        "POST, /internal/payments/capture,       shop",
        "POST, /internal/payments/" + ID + "/capture, stock:reserve",
        "POST, /internal/payments/" + ID + "/void,    ops",
        "POST, /internal/payments/" + ID + "/refund,  ops",
        "GET,  /internal/books,                  payments:authorise"
    })
    void wantTheRightScope(HttpMethod method, String path, String wrongScope) {
        client.method(method)
                .uri(path)
                .headers(TestTokens.of("mallory", wrongScope))
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .exists("WWW-Authenticate")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/forbidden");
        client.method(method)
                .uri(path)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .exists("WWW-Authenticate")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/unauthorized");
    }

    /** A controller that somebody adds without a rule is found here. */
    @Test
    void leaveNoMappingOpen() {
        List<String> paths =
                requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                        .map(RequestMappingInfo::getPatternValues)
                        .flatMap(patterns -> patterns.stream())
                        .map(pattern -> pattern.replace("{id}", ID).replace("{customer}", "alice"))
                        .filter(path -> !path.startsWith("/v3/api-docs") && !path.equals("/error"))
                        .toList();

        assertThat(paths).hasSizeGreaterThanOrEqualTo(8);
        assertThat(paths)
                .allSatisfy(path ->
                        client.get()
                                .uri(path)
                                .headers(TestTokens.of("mallory", "nothing"))
                                .exchange()
                                .expectStatus()
                                .isForbidden());
    }

    @Test
    void knowNothingOfOtherPaths() {
        client.get()
                .uri("/api/nothing")
                .headers(TestTokens.of("alice", "shop"))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/not-found")
                .jsonPath("$.instance")
                .isEqualTo("/api/nothing")
                .jsonPath("$.traceId")
                .isNotEmpty();
        client.get().uri("/api/nothing").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void sayWhichMethodsThereAre() {
        client.delete()
                .uri("/api/account")
                .headers(TestTokens.of("alice", "shop"))
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", "GET")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/method-not-allowed");
    }

    @Test
    void publishTheApiWithoutItsInside() {
        client.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.info.title")
                .isEqualTo("Accounts")
                .jsonPath("$.paths['/api/account']")
                .exists()
                .jsonPath("$.paths['/internal/books']")
                .doesNotExist();
    }
}
