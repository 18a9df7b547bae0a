package shop.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Numbers are written in the same digits on every machine: in Persian, Bengali or Marathi a default
 * locale has its own. The compiler refuses such formats (Error Prone's DefaultLocale), but does not
 * see those that are method references.
 */
class LocaleTests {

    private static final Pattern UNSEEN = Pattern.compile("\"::formatted|String::format\\b");

    @Test
    void hidesNoFormatFromTheCompiler() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> file.toString().contains("/src/"))
                            .filter(file -> !file.endsWith("LocaleTests.java"))
                            .toList();
            assertThat(sources).hasSizeGreaterThan(100);
            assertThat(sources).filteredOn(LocaleTests::hidesAFormat).isEmpty();
        }
    }

    private static boolean hidesAFormat(Path source) {
        try {
            return UNSEEN.matcher(Files.readString(source)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
