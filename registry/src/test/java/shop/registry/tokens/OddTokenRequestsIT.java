package shop.registry.tokens;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.testing.odd.RawAnswer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever bytes arrive at the token endpoint, the answer tells the client what it did wrong. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
@ActiveProfiles("demo")
class OddTokenRequestsIT {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String GRANT = "grant_type=client_credentials";
    private static final String ALICE = basic("alice:alice");

    @TempDir static Path directory;
    @LocalServerPort int port;

    @DynamicPropertySource
    static void keepTheKeyApart(DynamicPropertyRegistry properties) {
        properties.add("shop.registry.key-file", () -> directory.resolve("key.json").toString());
    }

    /** A request, one or more things away from a good one. */
    record Odd(String name, int status, String body, List<String> headers) {

        static Odd body(int status, String body) {
            return sent(status, body, "Content-Type", FORM, "Authorization", ALICE);
        }

        static Odd authorised(int status, String... authorizations) {
            List<String> headers = new ArrayList<>(List.of("Content-Type", FORM));
            for (String authorization : authorizations) {
                headers.addAll(List.of("Authorization", authorization));
            }
            return new Odd(headers.toString(), status, GRANT, headers);
        }

        static Odd sent(int status, String body, String... headers) {
            String name = body.substring(0, Math.min(60, body.length()));
            return new Odd(name + List.of(headers), status, body, List.of(headers));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Odd> bodies() {
        return Stream.of(
                Odd.body(400, "grant_type=%zz"),
                Odd.body(400, "grant_type=%"),
                Odd.body(400, GRANT + "&scope=%FF"),
                Odd.body(400, GRANT + "&%zz=1"),
                Odd.body(400, GRANT + "&scope=\u00ff"),
                Odd.body(400, GRANT + "&a=1".repeat(2000)),
                Odd.body(400, ""),
                Odd.body(400, "scope=shop"),
                Odd.body(400, "grant_type="),
                Odd.body(400, "grant_type=%00"),
                Odd.body(400, "grant_type=password"),
                Odd.body(400, GRANT + "&" + GRANT),
                Odd.body(400, GRANT + "&scope=shop&scope=shop"),
                Odd.body(400, GRANT + "&scope=%00"),
                Odd.body(400, GRANT + "&scope=ops"));
    }

    static Stream<Odd> headers() {
        String json = "{\"grant_type\":\"client_credentials\"}";
        return Stream.of(
                Odd.sent(400, json, "Content-Type", "application/json", "Authorization", ALICE),
                Odd.sent(400, GRANT, "Content-Type", "nonsense", "Authorization", ALICE),
                Odd.sent(400, GRANT, "Authorization", ALICE),
                Odd.sent(
                        400,
                        GRANT,
                        "Content-Type",
                        FORM + ";charset=nonsense",
                        "Authorization",
                        ALICE),
                Odd.sent(
                        400,
                        GRANT,
                        "Content-Type",
                        "multipart/form-data; boundary=x",
                        "Authorization",
                        ALICE),
                Odd.authorised(400, ALICE, ALICE),
                Odd.authorised(400, ALICE, basic("bob:bob")),
                Odd.authorised(401),
                Odd.authorised(401, basic("alice:bob")),
                Odd.authorised(401, basic("nobody:nobody")),
                Odd.authorised(400, basic("\u0000:\u0000")),
                Odd.authorised(400, basic("alice")),
                Odd.authorised(400, basic("%zz:alice")),
                Odd.authorised(400, "Basic"),
                Odd.authorised(400, "Basic !!!"),
                Odd.authorised(401, "Bearer x"));
    }

    @ParameterizedTest
    @MethodSource({"bodies", "headers"})
    void areToldWhatIsWrong(Odd odd) throws Exception {
        HttpResponse<String> answer = send(odd);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(odd.status());
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("json"));
        JsonNode told = JsonMapper.shared().readTree(answer.body());
        assertThat(told.path("error").asString("")).as(answer.body()).isNotBlank();
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
                .isEqualTo(odd.status() == 401);
        assertThat(answer.body()).doesNotContainPattern("Exception|\\w+\\.\\w+\\.\\w+\\(");
    }

    @ParameterizedTest
    @CsvSource({"X-Odd, 1, 16000", "X-Odd, 300, 40", "Cookie, 300, 4", "a, 3000, 1"})
    void mayHaveAllTheHeadersThatTheGatewayLetsIn(String name, int count, int length) {
        String line = name + ": " + "a=b;".repeat(length).substring(0, length) + "\r\n";

        RawAnswer answer = ask("/oauth2/token", line.repeat(count));

        assertThat(answer.status()).as(answer.head()).isEqualTo(200);
        assertThat(answer.json().path("access_token").asString("")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"/oauth2/token, X-Odd, 40000", "/oauth2[token], X-Odd, 1", "/oauth2/token, a b, 1"})
    void areAnsweredWithAProblemWhereTheServerRefusesThem(String path, String name, int length) {
        RawAnswer answer = ask(path, name + ": " + "x".repeat(length) + "\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.type()).isEqualTo("/problems/invalid-request");
    }

    private RawAnswer ask(String path, String headers) {
        String head =
                "POST %s HTTP/1.1\r\nHost: registry\r\nConnection: close\r\nAuthorization: %s\r\n"
                        .formatted(path, ALICE);
        String body =
                "Content-Type: %s\r\nContent-Length: %s\r\n\r\n%s"
                        .formatted(FORM, GRANT.length(), GRANT);
        return RawAnswer.to(port, (head + headers + body).getBytes(ISO_8859_1));
    }

    private HttpResponse<String> send(Odd odd) throws Exception {
        URI address = URI.create("http://localhost:" + port + "/oauth2/token");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .POST(BodyPublishers.ofString(odd.body(), ISO_8859_1));
        for (int i = 0; i < odd.headers().size(); i += 2) {
            request.header(odd.headers().get(i), odd.headers().get(i + 1));
        }
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }
}
