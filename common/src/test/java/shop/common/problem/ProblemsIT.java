package shop.common.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.common.TestService;
import shop.common.Web;
import shop.common.Web.Got;
import tools.jackson.databind.JsonNode;

@TestService
class ProblemsIT {

    private static final String GOOD = "{\"lines\":[{\"what\":\"tea\",\"quantity\":2}]}";
    private static final String LONG = " ".repeat(64 * 1024) + GOOD;

    @LocalServerPort private int port;
    private Web web;

    @BeforeEach
    void call() {
        web = new Web(port);
    }

    private static void pointsAt(Got got, String pointer) {
        JsonNode problem = got.problem(400, "invalid-request");
        assertThat(problem.path("title").asString("")).isEqualTo("Invalid request");
        List<String> pointers =
                problem.path("errors")
                        .valueStream()
                        .map(e -> e.path("pointer").asString())
                        .toList();
        assertThat(pointers).as("pointers in %s", problem).containsExactly(pointer);
        assertThat(problem.at("/errors/0/detail").asString("")).isNotBlank();
    }

    @Test
    void acceptsWhatIsRight() {
        Got got = web.post("/open/forms", GOOD);

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.header("X-Trace-Id")).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"lines":[{"what":"tea","quantity":0}]}               | /lines/0/quantity
                    {"lines":[{"what":"tea","quantity":1},{"what":""}]}   | /lines/1/quantity
                    {"lines":[{"what":"tea","quantity":"2"}]}             | /lines/0/quantity
                    {"lines":[{"what":"tea","quantity":2.5}]}             | /lines/0/quantity
                    {"lines":[{"what":"tea","quantity":99999999999}]}     | /lines/0/quantity
                    {"lines":[{"what":"tea","quantity":null}]}            | /lines/0/quantity
                    {"lines":[{"what":"tea","quantity":2},{"what":[]}]}   | /lines/1/what
                    {"lines":{"what":"tea","quantity":2}}                 | /lines
                    {"lines":[]}                                          | /lines
                    {}                                                    | /lines
                    {"limit":{"amount":"1","currency":"EUR"}}             | /limit
                    {"limit":{"amount":1.50,"currency":"EUR"}}            | /limit
                    {"limit":{"amount":"1.50"}}                           | /limit/currency
                    []                                                    | ''
                    "tea"                                                 | ''
                    {"lines":[{"what":"tea",                              | ''
                    {"lines":[{"what":"tea" "quantity":2}]}               | ''
                    tea                                                   | ''
                    null                                                  | ''
                    ''                                                    | ''
                    """)
    void pointsAtWhatIsWrongInABody(String body, String pointer) {
        pointsAt(web.post("/open/forms", body), pointer);
        pointsAt(
                web.send(
                        "/open/forms?version=1",
                        request ->
                                request.header("Content-Type", "application/json")
                                        .PUT(BodyPublishers.ofString(body))),
                pointer);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        JsonNode problem =
                web.post(
                                "/open/forms",
                                "{\"lines\":[{\"what\":\"\",\"quantity\":0},{\"what\":\"\",\"quantity\":11}]}")
                        .problem(400, "invalid-request");

        assertThat(problem.path("errors").valueStream().map(e -> e.path("pointer").asString()))
                .containsExactlyInAnyOrder(
                        "/lines/0/what", "/lines/0/quantity", "/lines/1/what", "/lines/1/quantity");
    }

    @Test
    void listsTwentyErrorsAndSaysHowManyThereAre() {
        String lines = "{\"what\":\"\",\"quantity\":0},".repeat(500);
        String body = "{\"lines\":[" + lines.substring(0, lines.length() - 1) + "]}";

        JsonNode problem = web.post("/open/forms", body).problem(400, "invalid-request");

        assertThat(problem.path("errors").size()).isEqualTo(20);
        assertThat(problem.path("errorCount").asInt(0)).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "/open/forms?size=0, /size",
        "/open/forms?size=ten, /size",
        "/open/forms?size=, /size",
        "/open/forms, /size",
        "/open/forms/filtered?most=ten, /most",
        "/open/forms/not-a-uuid, /id",
        "/open/forms/needing, /X-Needed",
    })
    void pointsAtAWrongParameter(String path, String pointer) {
        pointsAt(web.get(path), pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/open/forms/0190c0de-0000-7000-8000-000000000000", "/open/nothing/here"})
    void saysWhatDoesNotExist(String path) {
        assertThat(web.get(path).problem(404, "not-found").path("title").asString())
                .isEqualTo("Not found");
    }

    @Test
    void saysWhichMethodsThereAre() {
        Got got = web.send("/open/forms", request -> request.DELETE());

        got.problem(405, "method-not-allowed");
        assertThat(got.header("Allow").split(", ")).contains("GET", "POST", "PUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/yaml"})
    void saysThatItSpeaksJson(String accept) {
        web.post("/open/forms", GOOD, "Accept", accept).problem(406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/yaml"})
    void saysThatItReadsJson(String type) {
        Got got = sent("POST", type, BodyPublishers.ofString(GOOD));

        got.problem(415, "unsupported-media-type");
        assertThat(got.header("Accept")).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, application/json",
        "PUT, application/json",
        "PUT, application/x-www-form-urlencoded",
        "POST, text/plain",
    })
    void refusesALongBodyWhetherItAnnouncesItsLengthOrNot(String method, String type) {
        byte[] body = LONG.getBytes(StandardCharsets.UTF_8);

        sent(method, type, BodyPublishers.ofByteArray(body)).problem(413, "payload-too-large");
        if (type.endsWith("json")) { // others are not read
            sent(method, type, unannounced(body)).problem(413, "payload-too-large");
        }
    }

    @Test
    void readsABodyOfJustTheLimit() {
        byte[] body = LONG.substring(GOOD.length()).getBytes(StandardCharsets.UTF_8);

        assertThat(sent("POST", "application/json", BodyPublishers.ofByteArray(body)).status())
                .isEqualTo(200);
        assertThat(sent("POST", "application/json", unannounced(body)).status()).isEqualTo(200);
    }

    private static BodyPublisher unannounced(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    private Got sent(String method, String type, BodyPublisher body) {
        return web.send(
                "/open/forms?version=1",
                request -> request.header("Content-Type", type).method(method, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "1.5", "latest"})
    void refusesAVersionThatDoesNotExist(String version) {
        web.get("/open/forms?size=1", "API-Version", version).problem(400, "unsupported-version");
    }

    @Test
    void answersVersionOneTheSameAsNone() {
        assertThat(web.get("/open/forms?size=1", "API-Version", "1").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"state", "checked", "error", "answer", "sql", "duplicate", "rolledback"})
    void hidesWhatBroke(String what) {
        web.get("/open/broken/" + what).problem(500, "internal-error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "begin", "statement", "slow", "locked", "wait"})
    void saysWhenItIsUnavailable(String what) {
        web.get("/open/broken/away/" + what).problem(503, "unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open//forms", "/open/forms;x=1", "/open/%2e%2e/forms"})
    void refusesAPathThatHidesSomething(String path) {
        web.get(path).problem(400, "invalid-request");
    }
}
