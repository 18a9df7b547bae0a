package shop.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All queries of Grafana's dashboards, asked of a Prometheus. */
record Dashboards(List<String> queries, String prometheus) {

    /** The queries of all dashboards in a directory. */
    static Dashboards in(Path directory, String prometheus) {
        try (Stream<Path> files = Files.list(directory)) {
            return new Dashboards(files.flatMap(Dashboards::queriesOf).toList(), prometheus);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> queriesOf(Path dashboard) {
        return JsonMapper.shared()
                .readTree(dashboard.toFile())
                .at("/panels")
                .valueStream()
                .flatMap(panel -> panel.at("/targets").valueStream())
                .map(target -> target.at("/expr").asString());
    }

    /** The queries that a graph could show nothing of now. */
    List<String> empty() {
        return queries.stream().filter(query -> !hasNumbers(query)).toList();
    }

    private boolean hasNumbers(String query) {
        Answer answer =
                Person.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                prometheus
                                                        + "/api/v1/query?query="
                                                        + URLEncoder.encode(
                                                                query, StandardCharsets.UTF_8)))
                                .timeout(Duration.ofSeconds(15)));
        if (answer.status() != 200) {
            throw new IllegalStateException(query + ": " + answer);
        }
        return answer.json().at("/data/result").valueStream().anyMatch(Dashboards::isNumber);
    }

    private static boolean isNumber(JsonNode series) {
        return !series.at("/value/1").asString("NaN").equals("NaN");
    }
}
