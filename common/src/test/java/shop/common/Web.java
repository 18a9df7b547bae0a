package shop.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the service under test, who sees every answer just as it came. */
public record Web(int port) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer. */
    public record Got(String path, int status, HttpHeaders headers, String body) {

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** Checks all that every problem must have, and must not have. */
        public JsonNode problem(int expected, String slug) {
            assertThat(status).as("status of %s", this).isEqualTo(expected);
            assertThat(header("Content-Type")).startsWith("application/problem+json");
            JsonNode problem = json();
            assertThat(problem.path("type").asString("")).isEqualTo("/problems/" + slug);
            assertThat(problem.path("status").asInt(0)).isEqualTo(expected);
            assertThat(problem.path("title").asString("")).isNotBlank();
            assertThat(problem.path("detail").asString("")).isNotBlank();
            assertThat(problem.path("instance").asString("")).isEqualTo(path);
            assertThat(problem.path("traceId").asString(""))
                    .matches("[0-9a-f]{32}")
                    .isEqualTo(header("X-Trace-Id"));
            assertThat(body)
                    .doesNotContainPattern("\\b(java|shop|org|jakarta|tools|com|io)\\.\\w+\\.")
                    .doesNotContainPattern("\\w(Exception|Error)\\b")
                    .doesNotContainPattern("(?i)select |secret|sqlstate|hikari|\\bat .*\\.java");
            assertThat(header("Retry-After")).isEqualTo(expected == 503 ? "1" : "");
            return problem;
        }
    }

    public Got get(String path, String... headers) {
        return send(path, request -> headers(request, headers).GET());
    }

    /** Sends a JSON body. */
    public Got post(String path, String body, String... headers) {
        return send(
                path,
                request ->
                        headers(request.header("Content-Type", "application/json"), headers)
                                .POST(BodyPublishers.ofString(body)));
    }

    public Got send(String path, Consumer<HttpRequest.Builder> how) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        how.accept(request);
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Got(
                    request.build().uri().getRawPath(),
                    response.statusCode(),
                    response.headers(),
                    response.body());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static HttpRequest.Builder headers(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }
}
