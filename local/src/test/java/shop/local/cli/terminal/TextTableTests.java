package shop.local.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTests {

    @Test
    void linesUpItsColumns() {
        String table =
                TextTable.of(
                        List.of(List.of("id", "status"), List.of("018f", ""), List.of("1", "X")));

        assertThat(table.lines()).containsExactly("id    status", "018f", "1     X");
    }
}
