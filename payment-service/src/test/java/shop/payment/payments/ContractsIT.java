package shop.payment.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.common.money.Money;
import shop.payment.RunningService;
import shop.payment.TestTokens;
import shop.payment.payments.PaymentRules.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does what {@code contracts/*.json} say; the caller's tests read the same files. */
@RunningService
class ContractsIT {

    private static final Path CONTRACTS = Path.of("contracts");
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Pattern STATUS = Pattern.compile("[A-Z]{6,}");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Charge CHARGE = new Charge("alice", Money.of("19.90", "EUR"));
    private static final Charge TOO_MUCH = new Charge("nobody", Money.of("19.90", "EUR"));

    @Autowired private RestTestClient client;
    @Autowired private PaymentService payments;

    static Stream<Path> contracts() throws IOException {
        try (Stream<Path> files = Files.list(CONTRACTS)) {
            return files.filter(file -> !file.endsWith("books.json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void answersAsAgreed(Path file) throws IOException {
        JsonNode contract = read(file);
        prepare(contract);

        JsonNode response = contract.get("response");
        send(contract.get("request"))
                .expectStatus()
                .isEqualTo(response.get("status").asInt())
                .expectHeader()
                .contentType(response.get("contentType").asString())
                .expectBody()
                .json(response.get("body").toString(), JsonCompareMode.LENIENT);
    }

    /** The figures of the books are nobody's to agree on, their form is. */
    @Test
    void countsInTheFormAgreed() throws IOException {
        JsonNode contract = read(CONTRACTS.resolve("books.json"));

        byte[] body =
                send(contract.get("request"))
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBodyContent();

        assertThat(form(JSON.readTree(body))).isEqualTo(form(contract.at("/response/body")));
    }

    private RestTestClient.ResponseSpec send(JsonNode request) {
        RestTestClient.RequestBodySpec spec =
                client.method(HttpMethod.valueOf(request.get("method").asString()))
                        .uri(request.get("path").asString())
                        .headers(TestTokens.ofOrderService());
        JsonNode body = request.get("body");
        if (body != null) {
            spec.contentType(MediaType.APPLICATION_JSON).body(body.toString());
        }
        return spec.exchange();
    }

    /** Brings the request's payments into the states that {@code given} names, in their order. */
    private void prepare(JsonNode contract) {
        List<UUID> ids = ids(contract.get("request"));
        List<PaymentStatus> statuses =
                STATUS.matcher(contract.get("given").asString())
                        .results()
                        .map(word -> PaymentStatus.valueOf(word.group()))
                        .toList();
        for (int i = 0; i < statuses.size(); i++) {
            bring(ids.get(i), statuses.get(i));
        }
    }

    private void bring(UUID id, PaymentStatus status) {
        switch (status) {
            case AUTHORISED -> payments.authorise(id, CHARGE);
            case CAPTURED -> {
                payments.authorise(id, CHARGE);
                payments.settle(Command.CAPTURE, id);
            }
            case REFUNDED -> {
                bring(id, PaymentStatus.CAPTURED);
                payments.settle(Command.REFUND, id);
            }
            case VOIDED -> payments.settle(Command.VOID, id);
            case DECLINED -> payments.authorise(id, TOO_MUCH);
        }
    }

    private static List<UUID> ids(JsonNode request) {
        return ID.matcher(request.toString())
                .results()
                .map(id -> UUID.fromString(id.group()))
                .toList();
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readAllBytes(file));
    }

    private static String form(JsonNode json) {
        return json.toString().replaceAll("\"\\d+\\.\\d\\d\"", "amount");
    }
}
