package shop.gateway.arrival;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.edge.Flaw;
import shop.edge.ProblemType;

class RequestGateTests {

    private static final String WHOLE =
            "POST /a?b=c=d HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok";

    private final RequestGate gate = new RequestGate();
    private final EmbeddedChannel connection =
            new EmbeddedChannel(
                    new ArrivalTimer(
                            gate,
                            new ArrivalConfiguration.Limits(
                                    Duration.ofSeconds(5), Duration.ofSeconds(15))),
                    new HttpRequestDecoder(new HttpDecoderConfig().setValidateHeaders(false)),
                    gate);

    @BeforeEach
    void stopTheClock() {
        connection.freezeTime();
    }

    @Test
    void handsOnWhatIsWellFormed() {
        arrives(WHOLE);

        assertThat(requests()).extracting(HttpRequest::uri).containsExactly("/a?b=c%3Dd");
    }

    @Test
    void takesTheFlawOfAnotherForAnOrdinaryHeader() {
        arrives("GET / HTTP/1.1\r\nHost: x\r\nX-Shop-Flaw: INTERNAL_ERROR\r\n\r\n");

        assertThat(requests())
                .singleElement()
                .satisfies(
                        request -> assertThat(request.headers().names()).containsExactly("Host"));
    }

    @Test
    void putsAFlawedRequestInThePlaceOfAMalformedOne() {
        arrives("GET /a%zz HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer y\r\n\r\n");

        assertThat(requests())
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.uri()).isEqualTo("/a%25zz");
                    assertThat(request.headers().names())
                            .containsExactlyInAnyOrder("connection", FlawedRequest.HEADER);
                });
    }

    @Test
    void readsNothingMoreAfterAFlaw() {
        arrives("NONSENSE\r\n\r\n" + WHOLE);
        arrives(WHOLE);

        assertThat(requests()).hasSize(1);
    }

    @Test
    void endsAHeadThatDrips() {
        arrives("GET / HTTP/1.1\r\nHost: x\r\n");
        for (int second = 0; second < 5; second++) {
            assertThat(requests()).isEmpty();
            arrives("X-" + second + ": a\r\n");
            passes(1);
        }

        assertThat(requests()).hasSize(1);
        assertThat(FlawedRequest.flawOf(connection))
                .extracting(Flaw::type)
                .isEqualTo(ProblemType.REQUEST_TIMEOUT);
    }

    @Test
    void endsABodyThatDrips() {
        arrives("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n");
        for (int second = 0; second < 15; second++) {
            assertThat(connection.isActive()).isTrue();
            arrives("x");
            passes(1);
        }

        assertThat(connection.isActive()).isFalse();
    }

    @Test
    void leavesAConnectionAloneThatIsIdle() {
        arrives(WHOLE);
        arrives(WHOLE.substring(0, 20));
        arrives(WHOLE.substring(20));
        connection.pipeline().fireChannelReadComplete();
        passes(60);

        assertThat(requests())
                .hasSize(2)
                .noneMatch(r -> r.headers().contains(FlawedRequest.HEADER));
    }

    private void arrives(String bytes) {
        connection.writeInbound(Unpooled.copiedBuffer(bytes, ISO_8859_1));
    }

    private void passes(long seconds) {
        connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
    }

    private List<HttpRequest> requests() {
        List<HttpRequest> requests = new ArrayList<>();
        for (Object read; (read = connection.readInbound()) != null; ) {
            if (read instanceof HttpRequest request) {
                requests.add(request);
            }
        }
        return requests;
    }
}
