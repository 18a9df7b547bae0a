package shop.gateway.arrival;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.edge.Limits;
import shop.edge.RequestHead;
import shop.edge.RequestRules;
import shop.gateway.GatewayTest;
import shop.gateway.StubShop;
import shop.gateway.Tokens;
import shop.gateway.Upstream;
import shop.testing.odd.RawAnswer;

@GatewayTest
@ExtendWith(OutputCaptureExtension.class)
class ArrivalIT {

    private static final int BETWEEN_TWO_DROPS = 100;

    @LocalServerPort int port;
    @Autowired MeterRegistry meters;

    @BeforeEach
    void forget() {
        StubShop.forget();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q=%74ea&utm=YQ==|q=%74ea&utm=YQ%3D%3D",
                "q=green%20tea&filter[q]=a|q=green%20tea&filter%5Bq%5D=a",
                "q=%5B&a={\"b\":1}|q=%5B&a=%7B%22b%22:1%7D",
                "q=a+b&c=%2B|q=a+b&c=%2B",
                "q=[]|q=%5B%5D",
            })
    void handsAQueryOnAsItWasSent(String sent, String arrived) {
        assertThat(get("/api/products?" + sent).status()).isEqualTo(200);

        assertThat(StubShop.INVENTORY.seen())
                .extracting(Upstream.Seen::path)
                .containsExactly("/api/products?" + arrived);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:", "[::1]:", "[fe80::1%25eth0]", "a;c=d!$&'()*+", "a%20b:80"})
    void takesAHost(String host) {
        assertThat(get("/api/products", host).status()).isEqualTo(200);
        assertThat(get("http://" + host + "/api/products", host).status()).isEqualTo(200);
    }

    @Test
    void letsNothingInThatIsTooLargeBehindIt() {
        int room =
                Limits.AT_GATEWAY.headers() - "Host: \r\nConnection: close\r\nX-Odd: \r\n".length();
        String host = "a".repeat(255);
        String longest = "/api/products?q=";
        longest += "[".repeat(Limits.AT_GATEWAY.target() - longest.length());

        assertThat(get(longest, host + "\r\nX-Odd: " + "x".repeat(room - host.length())).status())
                .isEqualTo(200);

        assertThat(StubShop.INVENTORY.seen())
                .singleElement()
                .satisfies(seen -> {
                    assertThat(seen.path()).hasSizeGreaterThan(2 * Limits.AT_GATEWAY.target());
                    assertThat(RequestRules.flawOf(headOf(seen), Limits.BEHIND_GATEWAY)).isEmpty();
                });
    }

    private static RequestHead headOf(Upstream.Seen seen) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        seen.headers()
                .forEach((name, values) ->
                        values.forEach(value -> headers.add(Map.entry(name, value))));
        return new RequestHead("HTTP/1.1", seen.method(), seen.path(), headers);
    }

    @Test
    void pointsAtTheParameterThatIsNoText() {
        assertThat(get("/api/products?page=0&q=%FF").json().path("errors").toString())
                .contains("\"/q\"");
    }

    @Test
    void closesAConnectionWhoseHeadDrips() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(BETWEEN_TWO_DROPS);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n".getBytes(ISO_8859_1));

            String answer = dripping(socket);

            assertThat(answer).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
        }
    }

    /** With a goodbye, and without one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesACallerWhoGoesAwayInHisBodyForNoFailure(boolean resets, CapturedOutput output)
            throws IOException {
        long refused = answered("400");
        long failures = answered("5");
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head =
                    """
                    POST /api/orders HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer %s\r
                    Idempotency-Key: gone\r
                    Content-Type: application/json\r
                    Content-Length: 100\r
                    \r
                    {"lines"\
                    """
                            .formatted(Tokens.of("alice", "shop", "shop"));
            caller.getOutputStream().write(head.getBytes(ISO_8859_1));
            caller.setSoLinger(resets, 0);
        }
        await().until(() -> answered("400") > refused || answered("5") > failures);
        assertThat(answered("5")).isEqualTo(failures);
        assertThat(output).doesNotContain("500 for POST /api/orders");
    }

    private long answered(String status) {
        return meters
                .find("http.server.requests")
                .tag("status", value -> value.startsWith(status))
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }

    @Test
    void namesTheTraceOfWhatItDoesNotUnderstand() {
        RawAnswer answer = RawAnswer.to(port, "nonsense\r\n\r\n".getBytes(ISO_8859_1));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("traceId").asString(""))
                .isEqualTo(answer.header("X-Trace-Id"));
    }

    /** Sends a byte whenever no answer came for a while; returns the answer. */
    private static String dripping(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        for (int c = 0; c >= 0; ) {
            try {
                c = in.read();
                answer.append((char) c);
            } catch (SocketTimeoutException e) {
                socket.getOutputStream().write('a');
            }
        }
        return answer.toString();
    }

    private RawAnswer get(String target) {
        return get(target, "shop");
    }

    private RawAnswer get(String target, String host) {
        String request =
                "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(target, host);
        return RawAnswer.to(port, request.getBytes(ISO_8859_1));
    }
}
