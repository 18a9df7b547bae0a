package shop.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTests {

    @TempDir private Path directory;

    @Test
    void keepsTheRunBefore() throws IOException {
        Path path = directory.resolve("logs").resolve("gateway.log");
        LogFile log = new LogFile(path);
        log.begin();
        Files.writeString(path, "first run");

        log.begin();

        assertThat(path).isEmptyFile();
        assertThat(path.resolveSibling("gateway.log.1")).hasContent("first run");
    }

    @Test
    void showsTheLastLines() throws IOException {
        Path path = directory.resolve("gateway.log");
        String lines =
                IntStream.range(0, 50_000)
                        .mapToObj(number -> "line " + number)
                        .collect(Collectors.joining("\n"));
        Files.writeString(path, lines);

        assertThat(new LogFile(path).lastLines(2)).containsExactly("line 49998", "line 49999");
    }

    @Test
    void hasNoLinesBeforeTheFirstRun() {
        assertThat(new LogFile(directory.resolve("gateway.log")).lastLines(10)).isEmpty();
    }
}
