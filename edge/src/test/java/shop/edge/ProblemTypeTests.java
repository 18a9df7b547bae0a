package shop.edge;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemTypeTests {

    private static final Path CATALOGUE = Path.of("edge/src/main/java/shop/edge/ProblemType.java");

    /** So that one type has one address and one title, whoever answers with it. */
    @Test
    void isTheOnlyPlaceThatHasItsSlugsAndTitles() throws IOException {
        List<String> words =
                Arrays.stream(ProblemType.values())
                        .flatMap(type ->
                                Stream.of(type.slug(), "/problems/" + type.slug(), type.title()))
                        .map(word -> '"' + word + '"')
                        .toList();
        Path root = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> modules = Files.list(root)) {
            assertThat(
                            modules.filter(module -> !module.endsWith("testing")) // it expects them
                                    .map(module -> module.resolve("src/main/java"))
                                    .filter(Files::isDirectory)
                                    .flatMap(ProblemTypeTests::sources)
                                    .filter(source -> !source.endsWith(CATALOGUE)))
                    .hasSizeGreaterThan(100)
                    .allSatisfy(source ->
                            assertThat(withoutReaders(source))
                                    .as("%s", source)
                                    .doesNotContain(words));
        }
    }

    /** To tell answers, or what is stored, apart takes constants. */
    private static String withoutReaders(Path source) throws IOException {
        return Files.readAllLines(source).stream()
                .filter(line -> !line.matches("\\s*@JsonSubTypes\\.Type.*"))
                .map(line -> line.replaceFirst("^\\s*case ((?!->).)*", ""))
                .collect(joining("\n"));
    }

    private static Stream<Path> sources(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
