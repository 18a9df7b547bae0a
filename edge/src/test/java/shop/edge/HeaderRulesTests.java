package shop.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTests {

    private static final Map.Entry<String, String> HOST = Map.entry("Host", "shop:8080");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Odd|\u00c3\u0089 caf\u00c3\u00a9",
                "Prefer|wait=1",
                "X-Odd|",
                "Accept|*/*;q=2",
                "Content-Type|application/json; charset=\"utf-8\"",
                "Content-Encoding|identity",
                "Transfer-Encoding|Chunked",
                "API-Version|7",
                "Idempotency-Key|a b",
                "Content-Type|charset",
                "Content-Type|application/json; charset='utf-8'",
                "Content-Type|application/json; v=*",
                "Content-Type|application/json; q=\"*/*\"",
                "Content-Encoding|",
                "Content-Encoding|' '",
            })
    void takesAHeader(String name, String value) {
        assertThat(flawOf(List.of(HOST, Map.entry(name, value == null ? "" : value)))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Odd|\u00ff|INVALID_REQUEST",
                "X-Odd|\u00c2\u0085|INVALID_REQUEST",
                "a b|c|INVALID_REQUEST",
                "''|c|INVALID_REQUEST",
                "\u00e9|c|INVALID_REQUEST",
                "Idempotency-Key|cl\u00c3\u0089|IDEMPOTENCY_KEY_INVALID",
                "api-version|1\u00c3\u00a9|UNSUPPORTED_VERSION",
                "Content-Encoding|gzip|UNSUPPORTED_MEDIA_TYPE",
                "Content-Type|*/*|UNSUPPORTED_MEDIA_TYPE",
                "Content-Type|application/*+json; v=1|UNSUPPORTED_MEDIA_TYPE",
                "Content-Type|a/b;charset='utf-99'|INVALID_REQUEST",
                "Transfer-Encoding|gzip|INVALID_REQUEST",
                "Transfer-Encoding|chunked, chunked|INVALID_REQUEST",
                "Content-Type|a/b;charset=utf-99|INVALID_REQUEST",
                "Content-Type|a/b;charset=|INVALID_REQUEST",
                "Content-Type|a/b; charset=\"'\"|INVALID_REQUEST",
            })
    void refusesAHeader(String name, String value, ProblemType type) {
        assertThat(flawOf(List.of(HOST, Map.entry(name, value)))).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(chars = {0, 1, 8, 10, 11, 13, 27, 127})
    void refusesAControlCharacterInAHeader(char control) {
        String value = "a" + control + "b";

        assertThat(flawOf(List.of(HOST, Map.entry("X-Odd", value))))
                .isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(flawOf(List.of(HOST, Map.entry("Idempotency-Key", value))))
                .isEqualTo(ProblemType.IDEMPOTENCY_KEY_INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "Host, INVALID_REQUEST",
        "Content-Type, INVALID_REQUEST",
        "Content-Length, INVALID_REQUEST",
        "Authorization, INVALID_REQUEST",
        "Idempotency-Key, IDEMPOTENCY_KEY_INVALID",
        "API-Version, UNSUPPORTED_VERSION",
    })
    void refusesASecondHeader(String name, ProblemType type) {
        Map.Entry<String, String> first = Map.entry(name, "1");
        Map.Entry<String, String> second = Map.entry(name.toUpperCase(java.util.Locale.ROOT), "1");

        assertThat(flawOf(List.of(first, second, HOST))).isEqualTo(type);
    }

    @Test
    void takesAListInSeveralHeaders() {
        assertThat(flawOf(List.of(HOST, Map.entry("Prefer", "wait=1"), Map.entry("Prefer", "a"))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":80",
                "a b",
                "a/b",
                "a:b",
                "a:65536",
                "[::1",
                "a,b",
                "a@b",
                "a%zz",
                "[:]",
                "[1:2]",
                "[::1%]",
                "a?b",
                "a#b",
                "[::1]a",
                "\u00c3\u00a9"
            })
    void refusesAHost(String host) {
        assertThat(flawOf(List.of(Map.entry("Host", host)))).isEqualTo(ProblemType.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:",
                "shop.example:443",
                "[::1]:8080",
                "[::1]:",
                "[fe80::1%25eth0]",
                "[::ffff:10.0.0.1]:1",
                "10.0.0.1",
                "a_b",
                "a;c=d!$&'()*+",
                "a%20b:80"
            })
    void takesAHost(String host) {
        assertThat(flawOf(List.of(Map.entry("host", host)))).isNull();
    }

    @Test
    void needsAHostSinceHttp11() {
        RequestHead old = new RequestHead("HTTP/1.0", "GET", "/", List.of());

        assertThat(flawOf(List.of())).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(RequestRules.flawOf(old, Limits.AT_GATEWAY)).isEmpty();
    }

    @Test
    void limitsAHost() {
        assertThat(flawOf(List.of(Map.entry("Host", "a".repeat(255) + ":80")))).isNull();
        assertThat(flawOf(List.of(Map.entry("Host", "a".repeat(256)))))
                .isEqualTo(ProblemType.INVALID_REQUEST);
    }

    @ParameterizedTest
    @EnumSource
    void limitsAllHeadersTogether(Limits limits) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(List.of(HOST));
        int host = "Host: shop:8080\r\n".length();
        headers.add(Map.entry("a", "x".repeat(limits.headers() - host - "a: \r\n".length())));

        assertThat(flawOf(headers, limits)).isNull();
        headers.add(Map.entry("b", ""));
        assertThat(flawOf(headers, limits)).isEqualTo(ProblemType.HEADERS_TOO_LARGE);
    }

    private static @Nullable ProblemType flawOf(List<Map.Entry<String, String>> headers) {
        return flawOf(headers, Limits.AT_GATEWAY);
    }

    private static @Nullable ProblemType flawOf(
            List<Map.Entry<String, String>> headers, Limits limits) {
        RequestHead request = new RequestHead("HTTP/1.1", "GET", "/", headers);
        return RequestRules.flawOf(request, limits).map(Flaw::type).orElse(null);
    }
}
