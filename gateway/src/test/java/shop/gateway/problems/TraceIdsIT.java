package shop.gateway.problems;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import shop.gateway.GatewayTest;

@GatewayTest
@ExtendWith(OutputCaptureExtension.class)
class TraceIdsIT {

    private static final String BROKEN = "/broken";

    @Autowired WebTestClient gateway;

    /** Breaks on another thread than the one that the request came in on. */
    @TestConfiguration
    static class Broken {

        @Bean
        WebFilter broken() {
            return (exchange, chain) ->
                    exchange.getRequest().getPath().value().equals(BROKEN)
                            ? Mono.<Void>error(new IllegalStateException("broken on purpose"))
                                    .subscribeOn(Schedulers.parallel())
                            : chain.filter(exchange);
        }
    }

    @Test
    void areInTheAnswerTheProblemAndTheLineOfTheLog(CapturedOutput output) {
        String trace =
                gateway.get()
                        .uri(BROKEN)
                        .exchange()
                        .expectStatus()
                        .isEqualTo(500)
                        .expectHeader()
                        .valueMatches("X-Trace-Id", "[0-9a-f]{32}")
                        .expectBody()
                        .jsonPath("$.traceId")
                        .value(String.class, id -> assertThat(id).hasSize(32))
                        .returnResult()
                        .getResponseHeaders()
                        .getFirst("X-Trace-Id");

        assertThat(output.getOut().lines().filter(line -> line.contains("500 for GET " + BROKEN)))
                .singleElement()
                .asString()
                .contains(trace);
    }
}
