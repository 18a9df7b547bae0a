package shop.system.labs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.system.labs.Lab.Do;
import shop.system.labs.Lab.Look;

class LabTests {

    private static final String PAGE =
            """
            # Labs
            ```sh
            ./shop up --chaos
            ```
            ## Lab 1
            Read this first.
            ```sh
            ./shop fault payment error
            ./shop order &
            ```
            ```console
            $ ./shop status
            payment-service: …
            $ ./shop books
              "balanced" : true
            ```
            """;

    @Test
    void readsWhatToDoAndWhatToLookAt() {
        assertThat(labs(PAGE))
                .containsExactly(
                        new Lab("Before", List.of(new Do("./shop up --chaos"))),
                        new Lab(
                                "Lab 1",
                                List.of(
                                        new Do("./shop fault payment error\n./shop order &"),
                                        new Look("./shop status", List.of("payment-service: …")),
                                        new Look("./shop books", List.of("\"balanced\" : true")))));
    }

    @Test
    void seesLinesInTheirOrderAmongOthers() {
        Look look = new Look("./shop books", List.of("a: …", "b"));

        assertThat(look.isSeenIn("x\n  a: 1  \ny\nb\n")).isTrue();
        assertThat(look.isSeenIn("b\na: 1\n")).isFalse();
        assertThat(look.isSeenIn("a: \nb\n")).isFalse();
        assertThat(look.isSeenIn("a: 1\nbb\n")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```sh\nrm -rf /\n```",
                "```console\n$ top\nload\n```",
                "```console\n$ ./shop status\n```",
                "```console\nUP\n```",
                "```java\nreturn;\n```",
            })
    void refusesWhatCannotBeRunOrSeen(String page) {
        assertThatIllegalArgumentException().isThrownBy(() -> labs(page));
    }

    private static List<Lab> labs(String page) {
        return Lab.of(page.lines().toList());
    }
}
