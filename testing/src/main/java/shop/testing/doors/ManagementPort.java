package shop.testing.doors;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A management port as a stranger meets it, who has no token.
 *
 * @param port on this machine
 */
public record ManagementPort(int port) {

    private static final List<String> WRITING = List.of("POST", "PUT", "PATCH", "DELETE");

    /**
     * What was answered.
     *
     * @param asked the method and the path
     */
    public record Answer(String asked, int status) {}

    /** Reads every endpoint that the port names. */
    public List<Answer> reads() {
        return asked(List.of("GET"));
    }

    /** Tries to write to every endpoint and operation that the port names. */
    public List<Answer> writes() {
        return asked(WRITING);
    }

    private List<Answer> asked(List<String> methods) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return paths(http)
                    .flatMap(path -> methods.stream().map(method -> answer(http, method, path)))
                    .toList();
        }
    }

    /** Where a path has a gap, any word will do: the method counts. */
    private Stream<String> paths(HttpClient http) {
        String links = send(http, "GET", "/actuator").body();
        List<String> addresses =
                Objects.requireNonNull(
                        JsonPath.<List<String>>read(links, "$._links[*].href"), links);
        return addresses.stream()
                .map(address -> address.replaceAll("\\{[^}]*}", "x"))
                .map(address -> URI.create(address).getPath());
    }

    private Answer answer(HttpClient http, String method, String path) {
        return new Answer(method + " " + path, send(http, method, path).status());
    }

    private record Got(int status, String body) {}

    private Got send(HttpClient http, String method, String path) {
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .header("Content-Type", "application/json")
                                    .method(
                                            method,
                                            "GET".equals(method)
                                                    ? BodyPublishers.noBody()
                                                    : BodyPublishers.ofString("{}"))
                                    .build(),
                            BodyHandlers.ofString());
            return new Got(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
