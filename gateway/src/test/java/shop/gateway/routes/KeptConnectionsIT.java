package shop.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.gateway.GatewayTest;

@GatewayTest
class KeptConnectionsIT {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String STATUS_LINE = "HTTP/1.1 ";

    @LocalServerPort int port;

    /** The second request waits until the first is answered, and needs no service itself. */
    @RepeatedTest(10)
    void readsOnAfterARequestThatHadToWait() throws IOException {
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
            connection.setSoTimeout((int) LIMIT.toMillis());
            send(connection, get("/api/products") + get("/nothing"));
            awaitAnswers(connection.getInputStream(), 2);

            send(connection, get("/nothing"));
            awaitAnswers(connection.getInputStream(), 1);
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static void send(Socket connection, String requests) throws IOException {
        connection.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
    }

    private static void awaitAnswers(InputStream answers, int count) throws IOException {
        StringBuilder read = new StringBuilder();
        for (int seen = 0; seen < count; ) {
            int next = answers.read();
            assertThat(next).as("%s and then the end", read).isNotNegative();
            read.append((char) next);
            if (read.toString().endsWith(STATUS_LINE)) {
                seen++;
            }
        }
    }
}
