package shop.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class KubernetesTests {

    private static final Pattern SETTING = Pattern.compile("SHOP_[A-Z_]+");

    @Test
    void listsEveryFileThereIs() throws IOException {
        JsonNode kustomization = Manifests.in("kustomization.yaml").all().getFirst();
        Set<String> listed = new TreeSet<>(Set.of("kustomization.yaml"));
        kustomization.at("/resources").forEach(it -> listed.add(it.asString()));
        kustomization.at("/patches").forEach(it -> listed.add(it.at("/path").asString()));

        assertThat(files()).isEqualTo(listed);
        for (String file : listed) {
            assertThat(Manifests.in(file).all()).as(file).isNotEmpty();
        }
    }

    @Test
    void namesOnlySettingsThatAServiceReads() throws IOException {
        String all = files().stream().map(KubernetesTests::text).collect(Collectors.joining());
        String read =
                Stream.of("common", "registry", "gateway", "order-service")
                        .map(module -> Path.of("..", module, "src", "main", "resources"))
                        .flatMap(KubernetesTests::yaml)
                        .collect(Collectors.joining());

        assertThat(settings(all)).isNotEmpty().isSubsetOf(settings(read));
    }

    /** Needs {@code kubectl}, which only a developer may do without, but no cluster. */
    @Nested
    class Rendered {

        private Manifests manifests = new Manifests(List.of());

        @BeforeEach
        void render() throws Exception {
            if (System.getenv("CI") == null) {
                assumeTrue(onPath("kubectl"), "kubectl is not there: nothing is rendered");
            }
            manifests = Manifests.rendered();
        }

        @Test
        void asksEveryWorkloadForItsHealthAtTheManagementPort() {
            assertThat(manifests.workloads()).hasSize(5);
            for (JsonNode app : apps()) {
                assertThat(probe(app, "startup")).isEqualTo("management /actuator/health/liveness");
                assertThat(probe(app, "readiness"))
                        .isEqualTo("management /actuator/health/readiness");
                assertThat(probe(app, "liveness"))
                        .isEqualTo("management /actuator/health/liveness");
                assertThat(app.at("/ports/0/name").asString()).isEqualTo("management");
            }
        }

        @Test
        void callsARolloutFailedOnlyWhenAStartHasFailed() {
            assertThat(manifests.kind("Deployment")).hasSize(4);
            for (JsonNode deployment : manifests.kind("Deployment")) {
                JsonNode probe = deployment.at("/spec/template/spec/containers/0/startupProbe");
                assertThat(deployment.at("/spec/progressDeadlineSeconds").asInt())
                        .isGreaterThan(
                                probe.at("/periodSeconds").asInt()
                                        * probe.at("/failureThreshold").asInt());
            }
        }

        @Test
        void letsNobodyBeRootOrWriteToItsImage() {
            for (JsonNode workload : manifests.workloads()) {
                JsonNode pod = workload.at("/spec/template/spec");
                assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
                assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            }
            for (JsonNode app : apps()) {
                JsonNode may = app.at("/securityContext");
                assertThat(may.at("/readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(may.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
                assertThat(may.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
                assertThat(app.at("/resources/limits/memory").asString()).endsWith("Mi");
                assertThat(app.at("/resources/requests/cpu").asString()).endsWith("m");
            }
        }

        @Test
        void takesSecretsFromOutside() {
            assertThat(manifests.kind("Secret")).isEmpty();
            for (JsonNode workload : manifests.workloads()) {
                List<String> secrets =
                        workload.at("/spec/template/spec/volumes")
                                .valueStream()
                                .map(it -> it.at("/secret/secretName").asString(""))
                                .filter(it -> !it.isEmpty())
                                .toList();
                assertThat(secrets).containsExactly(name(workload));
            }
        }

        @Test
        void keepsOneOfEveryWorkloadWhenNodesAreEmptied() {
            assertThat(manifests.kind("PodDisruptionBudget"))
                    .allMatch(it -> it.at("/spec/maxUnavailable").asInt() == 1)
                    .extracting(it -> it.at("/spec/selector/matchLabels/app").asString())
                    .containsExactlyInAnyOrderElementsOf(
                            manifests.workloads().stream()
                                    .map(it ->
                                            it.at("/spec/template/metadata/labels/app").asString())
                                    .toList());
            assertThat(manifests.workloads())
                    .filteredOn(it -> !name(it).equals("order-service"))
                    .allMatch(it -> it.at("/spec/replicas").asInt() == 2);
        }

        @Test
        void scalesOrderServiceWithItsLoad() {
            assertThat(manifests.kind("HorizontalPodAutoscaler"))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.at("/spec/scaleTargetRef/name").asString())
                                .isEqualTo("order-service");
                        assertThat(it.at("/spec/minReplicas").asInt()).isEqualTo(2);
                    });
        }

        private List<JsonNode> apps() {
            return manifests.workloads().stream()
                    .map(it -> it.at("/spec/template/spec/containers"))
                    .peek(containers -> assertThat(containers.size()).isEqualTo(1))
                    .map(containers -> containers.get(0))
                    .toList();
        }

        private static String name(JsonNode manifest) {
            return manifest.at("/metadata/name").asString();
        }

        private static String probe(JsonNode app, String which) {
            JsonNode get = app.at("/" + which + "Probe/httpGet");
            return get.at("/port").asString() + " " + get.at("/path").asString();
        }
    }

    private static Set<String> settings(String text) {
        return SETTING.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(Manifests.DIRECTORY)) {
            return files.map(it -> it.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(Manifests.DIRECTORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> yaml(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> yaml = files.filter(it -> it.toString().endsWith(".yml")).toList();
            return yaml.stream()
                    .map(it -> {
                        try {
                            return Files.readString(it);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
