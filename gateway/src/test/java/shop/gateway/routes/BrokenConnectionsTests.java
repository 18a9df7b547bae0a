package shop.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.test.StepVerifier;

class BrokenConnectionsTests {

    private final MockServerWebExchange exchange =
            MockServerWebExchange.from(MockServerHttpRequest.get("/api/products"));

    @Test
    void turnsAnAbortedConnectionIntoAnIOException() {
        StepVerifier.create(
                        new BrokenConnections()
                                .filter(exchange, _ -> Mono.error(AbortedException.beforeSend())))
                .expectErrorSatisfies(error -> {
                    assertThat(error)
                            .isInstanceOf(IOException.class)
                            .hasCauseInstanceOf(AbortedException.class);
                    assertThat(RouteFault.saysNothing(error)).isFalse();
                })
                .verify();
    }
}
