package shop.payment.payments;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.payment.RunningService;
import shop.payment.TestTokens;

/** What is said of requests that are not as they should be. */
@RunningService
class PaymentRequestsIT {

    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a80ff";

    @Autowired private RestTestClient client;

    @Test
    void haveToBeJson() {
        client.put()
                .uri("/internal/payments/" + ID)
                .headers(TestTokens.ofOrderService())
                .contentType(MediaType.TEXT_PLAIN)
                .body("{}")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/unsupported-media-type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'customer':'alice'}                                              | /amount",
                "{'amount':{'amount':'1.00','currency':'EUR'}}                     | /customer",
                "{'customer':'','amount':{'amount':'1.00','currency':'EUR'}}       | /customer",
                "{'customer':'a\\nb','amount':{'amount':'1.00','currency':'EUR'}}   | /customer",
                "{'customer':'alice','amount':{'amount':'0.00','currency':'EUR'}}  | /amount/amount",
                "{'customer':'alice','amount':{'amount':'-1.00','currency':'EUR'}} | /amount/amount"
            })
    void areToldWhatIsWrongWithAnAuthorisation(String body, String pointer) {
        refused(HttpMethod.PUT, ID, body.replace('\'', '"'), pointer);
    }

    @Test
    void areToldThatAnIdIsAUuid() {
        String body =
                """
                {"customer":"alice","amount":{"amount":"1.00","currency":"EUR"}}\
                """;
        refused(HttpMethod.PUT, "nonsense", body, "/id");
    }

    @ParameterizedTest
    @CsvSource({
        "{\"ids\":[]},           /ids",
        "{\"ids\":[null]},       /ids/0",
        "{\"ids\":[\"none\"]}, /ids/0",
        "{},                       /ids"
    })
    void areToldWhatIsWrongWithACapture(String body, String pointer) {
        refused(HttpMethod.POST, "capture", body, pointer);
    }

    @Test
    void captureFiveHundredAtOnceAndNotOneMore() {
        String five = ("\"" + ID + "\",").repeat(500);

        client.post()
                .uri("/internal/payments/capture")
                .headers(TestTokens.ofOrderService())
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"ids\":[" + five.substring(0, five.length() - 1) + "]}")
                .exchange()
                .expectStatus()
                .isOk();
        refused(HttpMethod.POST, "capture", "{\"ids\":[" + five + "\"" + ID + "\"]}", "/ids");
    }

    private void refused(HttpMethod method, String path, String body, String pointer) {
        client.method(method)
                .uri("/internal/payments/" + path)
                .headers(TestTokens.ofOrderService())
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/invalid-request")
                .jsonPath("$.errors[0].pointer")
                .isEqualTo(pointer);
    }
}
