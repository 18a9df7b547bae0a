package shop.gateway.limits;

import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a caller sees of the limit. */
final class Limits {

    private Limits() {}

    static WebTestClient.ResponseSpec get(WebTestClient gateway, String token) {
        return gateway.get()
                .uri("/api/orders")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange();
    }

    /** How many requests in a row pass; at most 100 are tried. */
    static int okBeforeRefusal(WebTestClient gateway, String token) {
        for (int passed = 0; passed < 100; passed++) {
            int status =
                    get(gateway, token).expectBody(String.class).returnResult().getStatus().value();
            if (status == 429) {
                return passed;
            }
        }
        return 100;
    }
}
