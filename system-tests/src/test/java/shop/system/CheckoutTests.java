package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What containers run is the same, whatever a machine made of the files that it checked out. */
class CheckoutTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void endsLinesWithLineFeedsOnEveryMachine() throws Exception {
        assumeTrue(Files.exists(ROOT.resolve(".git")), "not a checkout of git's");

        assertThat(git("ls-files", "--eol").filter(line -> !line.contains("i/-text")))
                .hasSizeGreaterThan(100)
                .allMatch(line -> line.matches("i/(lf|none) .*attr/text=auto eol=lf.*"));
    }

    // A mount has the checkout's permissions, and no label for containers where SELinux wants one.
    @Test
    void mountsNothingOfTheCheckout() {
        assertThat(lines("docker-compose.yml", "docker-compose.dev.yml", "docker-compose.jars.yml"))
                .noneMatch(line -> line.matches(".*(- |\\[|\")[./~][^\"]*:/.*"))
                .noneMatch(line -> line.contains("type: bind"));
    }

    @Test
    void copiesFilesIntoImagesReadableForEverybody() {
        assertThat(lines("Dockerfile", "deploy/compose/Dockerfile").filter(this::copiesFiles))
                .hasSize(2)
                .allMatch(line -> line.matches("COPY --chmod=0(644|755) .*"));
    }

    // The sources are for the builder alone, which is root.
    private boolean copiesFiles(String line) {
        return line.startsWith("COPY ") && !line.contains("--from=") && !line.equals("COPY . .");
    }

    private static Stream<String> lines(String... files) {
        return Stream.of(files).map(ROOT::resolve).flatMap(CheckoutTests::lines);
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> git(String... words) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("git"), Stream.of(words)).toList();
        Process git = new ProcessBuilder(command).directory(ROOT.toFile()).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).isZero();
        return said.lines();
    }
}
