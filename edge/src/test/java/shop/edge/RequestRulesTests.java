package shop.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTests {

    private static final Map.Entry<String, String> HOST = Map.entry("Host", "shop:8080");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/", "/a?q=tea&page=0", "/a?q=[]|{}\"<>\\^`'", "/a?&&=&", "/a/%C3%A9?q=%e8%8c%b6",
                "/a?q=\u00c3\u00a9", "http://shop/a", "http://shop", "/a//b;c/%2F..", "/a?q=%20",
                "http://[::1]:8080/a", "http://[fe80::1%25eth0]/a", "http://a;b:/a", "https://a:1?b"
            })
    void takesATarget(String target) {
        assertThat(flawOf("GET", target)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "?q",
                "ftp://shop/a",
                "http://",
                "http://[x/",
                "shop:80",
                "/a#b",
                "/a b",
                "/%FF",
                "/?q=%C0%AF",
                "/?q=%ED%A0%80",
                "/?q=%C3&a=%A9",
                "/?%E2%82=1",
                "/?q=\u00ff",
                "/%",
                "/?q=%zz",
                "/?q=%1",
                "/%00",
                "/?q=%0A",
                "/?q=%7f",
                "/?q=%C2%85",
                "/?q=a\tb"
            })
    void refusesATarget(String target) {
        assertThat(flawOf("GET", target)).isEqualTo(ProblemType.INVALID_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"CONNECT, shop:443", "OPTIONS, *"})
    void isNoProxy(String method, String target) {
        assertThat(flawOf(method, target)).isEqualTo(ProblemType.METHOD_NOT_ALLOWED);
    }

    @ParameterizedTest
    @EnumSource
    void limitsTheTarget(Limits limits) {
        String longest = "/" + "x".repeat(limits.target() - 1);

        assertThat(flawOf("GET", longest, limits)).isNull();
        assertThat(flawOf("GET", longest + "x", limits)).isEqualTo(ProblemType.URI_TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "\u00c3\u00a9", "=", "x", "%41"})
    void takesBehindTheGatewayWhatEscapingMakesOfALongestTarget(String repeated) {
        int room = Limits.AT_GATEWAY.target() - "/a?q=".length();
        String longest = "/a?q=" + repeated.repeat(room / repeated.length());

        assertThat(flawOf("GET", longest)).isNull();
        assertThat(flawOf("GET", RequestTarget.escaped(longest), Limits.BEHIND_GATEWAY)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/a?q=%00, /q",
        "/a?page=1&q=%FF&r=%FF, /q",
        "/a?q=\u00ff, /q",
        "/a?q=%zz, /q",
        "/a?filter[q]=%C0%AF, /filter[q]",
        "/a?%71=%0A, /q",
        "/a?a~/b=%0A, /a~0~1b",
        "/a?\u00c3\u00a9=%0A, /\u00e9",
        "/a?=%0A, /",
        "/a?%FF=1,",
        "/a?q%00,",
        "/%FF?q=%FF,",
        "/%FF,",
    })
    void pointsAtTheParameter(String target, @Nullable String pointer) {
        assertThat(RequestRules.flawOf(head("HTTP/1.1", "GET", target), Limits.AT_GATEWAY))
                .hasValueSatisfying(flaw -> assertThat(flaw.pointer()).isEqualTo(pointer));
    }

    @ParameterizedTest
    @CsvSource({"HTTP/2.0", "HTTP/0.9", "HTTP/1.2", "''"})
    void refusesAVersionOfHttp(String version) {
        assertThat(RequestRules.flawOf(head(version, "GET", "/"), Limits.AT_GATEWAY)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, true, false",
        "application/json;charset=UTF-8, true, false",
        "application/problem+json, true, false",
        "application/x-www-form-urlencoded, true, false",
        "application/json;charset=latin1, true, true",
        "image/png, true, true",
        "'', true, true",
    })
    void looksAtTheBytesOfTexts(String type, boolean good, boolean bad) {
        assertThat(RequestRules.isWellFormed("\u00e9".getBytes(UTF_8), type)).isEqualTo(good);
        assertThat(RequestRules.isWellFormed("\u00e9".getBytes(ISO_8859_1), type)).isEqualTo(bad);
    }

    private static @Nullable ProblemType flawOf(String method, String target) {
        return flawOf(method, target, Limits.AT_GATEWAY);
    }

    private static @Nullable ProblemType flawOf(String method, String target, Limits limits) {
        return RequestRules.flawOf(head("HTTP/1.1", method, target), limits)
                .map(Flaw::type)
                .orElse(null);
    }

    private static RequestHead head(String version, String method, String target) {
        return new RequestHead(version, method, target, List.of(HOST));
    }
}
