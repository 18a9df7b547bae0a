package shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Who may do what, and what a request has to look like. */
@InventoryTest
class SecurityIT {

    private static final String ID = "019a0000-0000-7000-8000-000000000099";

    @Autowired RestTestClient http;

    @ParameterizedTest
    @CsvSource(
            nullValues = "nobody",
            textBlock =
                    """
                    nobody,        GET,    /api/products,                      200
                    nobody,        GET,    /api/products/tea-sencha,           200
                    alice,         GET,    /api/products,                      200
                    mallory,       GET,    /api/products,                      401
                    nobody,        POST,   /api/products,                      405
                    nobody,        GET,    /v3/api-docs,                       200
                    nobody,        POST,   /api/stock/tea-sencha/deliveries,   401
                    alice,         POST,   /api/stock/tea-sencha/deliveries,   403
                    order-service, POST,   /api/stock/tea-sencha/deliveries,   403
                    ops,           GET,    /api/stock/tea-sencha/deliveries,   405
                    nobody,        GET,    /internal/products?sku=tea-sencha,  401
                    alice,         GET,    /internal/products?sku=tea-sencha,  403
                    ops,           GET,    /internal/products?sku=tea-sencha,  403
                    order-service, GET,    /internal/products?sku=tea-sencha,  200
                    nobody,        DELETE, /internal/reservations/{id},        401
                    alice,         DELETE, /internal/reservations/{id},        403
                    ops,           PUT,    /internal/reservations/{id},        403
                    ops,           POST,   /internal/reservations/commit,      403
                    ops,           GET,    /internal/books,                    403
                    nobody,        GET,    /internal/books,                    401
                    order-service, GET,    /internal/books,                    200
                    order-service, PATCH,  /internal/reservations/{id},        405
                    order-service, GET,    /internal/nothing,                  404
                    alice,         GET,    /nothing,                           404
                    nobody,        GET,    /nothing,                           401
                    nobody,        GET,    /actuator/health,                   401
                    alice,         GET,    /actuator/health,                   404
                    """)
    void letsInWhoMay(@Nullable String who, HttpMethod method, String path, int status) {
        RestTestClient.RequestBodySpec request = http.method(method).uri(path, ID);
        if (who != null) {
            request.header("Authorization", "Bearer " + who);
        }

        EntityExchangeResult<String> answer = request.exchange().returnResult(String.class);

        assertThat(answer.getStatus().value()).isEqualTo(status);
        if (status >= 400) {
            assertThat(answer.getResponseHeaders().getContentType())
                    .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
            assertThat(answer.getResponseBody()).contains("\"/problems/").contains("\"traceId\"");
        }
        assertThat(answer.getResponseHeaders().containsHeader(HttpHeaders.WWW_AUTHENTICATE))
                .isEqualTo(status == 401 || status == 403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"lines":[{"sku":"a","quantity":0}]}                      | /lines/0/quantity
                    {"lines":[{"sku":"a","quantity":1},{"sku":"b"}]}          | /lines/1/quantity
                    {"lines":[{"sku":"a","quantity":1001}]}                   | /lines/0/quantity
                    {"lines":[{"sku":"A","quantity":1}]}                      | /lines/0/sku
                    {"lines":[{"quantity":1}]}                                | /lines/0/sku
                    {"lines":[{"sku":"a","quantity":1},{"sku":"a","quantity":2}]} | /lines/1/sku
                    {"lines":[null]}                                          | /lines/0
                    {"lines":[]}                                              | /lines
                    {"lines":"a"}                                             | /lines
                    {}                                                        | /lines
                    """)
    void pointsAtWhatIsWrong(String body, String pointer) {
        EntityExchangeResult<String> answer = put(body, MediaType.APPLICATION_JSON);

        assertThat(answer.getStatus().value()).isEqualTo(400);
        assertThat(answer.getResponseBody())
                .contains("/problems/invalid-request")
                .contains("\"pointer\":\"" + pointer + "\"");
    }

    @Test
    void takesOnlyJson() {
        assertThat(put("{", MediaType.APPLICATION_JSON).getStatus().value()).isEqualTo(400);
        EntityExchangeResult<String> xml = put("<lines/>", MediaType.APPLICATION_XML);
        assertThat(xml.getStatus().value()).isEqualTo(415);
        assertThat(xml.getResponseBody()).contains("/problems/unsupported-media-type");
    }

    @Test
    void refusesAnIdThatIsNone() {
        http.delete()
                .uri("/internal/reservations/42")
                .header("Authorization", TestTokens.ORDER_SERVICE)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void describesOnlyItsPublicApi() {
        String api =
                Objects.requireNonNull(
                        http.get()
                                .uri("/v3/api-docs")
                                .exchange()
                                .returnResult(String.class)
                                .getResponseBody());

        assertThat(api)
                .contains("\"title\":\"Inventory\"")
                .contains("/api/products/{sku}", "/api/stock/{sku}/deliveries")
                .doesNotContain("/internal");
    }

    private EntityExchangeResult<String> put(String body, MediaType type) {
        return http.put()
                .uri("/internal/reservations/{id}", ID)
                .header("Authorization", TestTokens.ORDER_SERVICE)
                .contentType(type)
                .body(body)
                .exchange()
                .returnResult(String.class);
    }
}
