package shop.inventory.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkuTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "tea-sencha", "0-9", "-"})
    void acceptsLettersDigitsAndHyphens(String value) {
        assertThat(new Sku(value)).hasToString(value);
        assertThat(Sku.parse(value)).contains(new Sku(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Tea", "tea_sencha", "tea sencha", "tea\n", "té", "%", "'"})
    void isNothingElse(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sku(value));
        assertThat(Sku.parse(value)).isEmpty();
    }

    @Test
    void hasAtMost64Characters() {
        assertThat(Sku.parse("a".repeat(64))).isPresent();
        assertThat(Sku.parse("a".repeat(65))).isEmpty();
    }

    @Test
    void sortsAsTheDatabaseDoes() {
        List<Sku> sorted = List.of(new Sku("a-b"), new Sku("a0"), new Sku("aa"), new Sku("b"));

        assertThat(sorted.reversed().stream().sorted()).containsExactlyElementsOf(sorted);
    }
}
