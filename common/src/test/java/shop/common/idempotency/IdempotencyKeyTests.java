package shop.common.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.ErrorResponseException;

class IdempotencyKeyTests {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"k, k", "\"k\", k", "\"a\"b\", a\"b", "0c6f-~!, 0c6f-~!", "\", \""})
    void isReadBareOrQuoted(String header, String value) {
        assertThat(IdempotencyKey.of("alice", header))
                .isEqualTo(new IdempotencyKey("alice", value));
    }

    @Test
    void mayHaveUpTo255Characters() {
        String longest = "k".repeat(255);

        assertThat(IdempotencyKey.of("alice", longest).value()).isEqualTo(longest);
        assertThat(IdempotencyKey.of("alice", '"' + longest + '"').value()).isEqualTo(longest);
        assertThat(refusal(longest + "k")).isEqualTo("/problems/idempotency-key-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\"", "a b", "é", "a\u0000", "a\u007f", "日本"})
    void refusesWhatIsNotVisibleAscii(String header) {
        assertThat(refusal(header)).isEqualTo("/problems/idempotency-key-invalid");
    }

    @Test
    void saysWhenItIsMissing() {
        assertThat(refusal(null)).isEqualTo("/problems/idempotency-key-missing");
    }

    @Test
    void fingerprintsTellRequestsApart() {
        Map<String, Integer> body = new TreeMap<>(Map.of("a", 1, "b", 2));

        assertThat(Fingerprint.of("/x", body))
                .isEqualTo(Fingerprint.of("/x", new TreeMap<>(body)))
                .isNotEqualTo(Fingerprint.of("/y", body))
                .isNotEqualTo(Fingerprint.of("/x", List.of()))
                .hasSize(32);
    }

    private static String refusal(@Nullable String header) {
        ErrorResponseException[] refusal = new ErrorResponseException[1];
        assertThatExceptionOfType(ErrorResponseException.class)
                .isThrownBy(() -> IdempotencyKey.of("alice", header))
                .satisfies(e -> refusal[0] = e)
                .matches(e -> e.getStatusCode().value() == 400);
        return String.valueOf(refusal[0].getBody().getType());
    }
}
