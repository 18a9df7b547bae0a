package shop.system.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents of a YAML text. */
record Manifests(List<JsonNode> all) {

    static final Path DIRECTORY = Path.of("..", "deploy", "kubernetes");
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");

    static Manifests in(String file) throws IOException {
        return of(Files.readString(DIRECTORY.resolve(file)));
    }

    /** What {@code kubectl} makes of the directory. */
    static Manifests rendered() throws IOException, InterruptedException {
        Process kubectl =
                new ProcessBuilder("kubectl", "kustomize", DIRECTORY.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        byte[] said = kubectl.getInputStream().readAllBytes();
        if (kubectl.waitFor() != 0) {
            throw new IllegalStateException("kubectl failed");
        }
        return of(new String(said, StandardCharsets.UTF_8));
    }

    private static Manifests of(String yaml) {
        JsonMapper json = JsonMapper.shared();
        return new Manifests(
                StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
                        .map(document -> json.<JsonNode>valueToTree(document))
                        .toList());
    }

    List<JsonNode> kind(String kind) {
        return all.stream().filter(it -> it.at("/kind").asString().equals(kind)).toList();
    }

    List<JsonNode> workloads() {
        return all.stream().filter(it -> WORKLOADS.contains(it.at("/kind").asString())).toList();
    }
}
