package shop.gateway.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

class ErrorProblemsTests {

    private final ErrorProblems errors = new ErrorProblems(new Problems(JsonMapper.shared()));
    private final MockServerWebExchange exchange =
            MockServerWebExchange.from(MockServerHttpRequest.get("/api/orders?page=1"));

    @Test
    void tellsNobodyWhatBrokeInside() {
        answer(new IllegalStateException("jdbc:postgresql://secret"));

        assertThat(exchange.getResponse().getStatusCode())
                .isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(body())
                .contains("/problems/internal-error")
                .doesNotContain("secret", "Exception");
    }

    static Stream<Throwable> serviceAway() {
        return Stream.of(
                new ConnectException("Connection refused: /10.1.2.3:8081"),
                new TimeoutException("10.1.2.3"),
                new NotFoundException("Unable to find instance for 10.1.2.3"),
                new AuthenticationServiceException("10.1.2.3"));
    }

    @ParameterizedTest
    @MethodSource("serviceAway")
    void saysWhenToComeBackIfAServiceIsAway(Throwable error) {
        answer(error);

        assertThat(exchange.getResponse().getStatusCode())
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(exchange.getResponse().getHeaders().getFirst("Retry-After")).isEqualTo("1");
        assertThat(body()).contains("/problems/unavailable").doesNotContain("10.1.2.3");
    }

    @Test
    void keepsTheStatusOfARefusal() {
        answer(new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT));

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.REQUEST_TIMEOUT);
        assertThat(body()).contains("/problems/request-timeout", "\"status\":408");
    }

    @Test
    void calls413WhatIsTooLarge() {
        answer(new DataBufferLimitException("more than 65536"));

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
        assertThat(exchange.getResponse().getHeaders().getContentType())
                .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void namesThePathWithoutItsQuery() {
        answer(new TimeoutException());

        assertThat(body()).contains("\"instance\":\"/api/orders\"");
    }

    @Test
    void breaksOffAnAnswerThatHasBegun() {
        exchange.getResponse().setComplete().block();
        TimeoutException error = new TimeoutException("half-way");

        assertThatThrownBy(() -> errors.handle(exchange, error).block()).hasRootCause(error);
    }

    private void answer(Throwable error) {
        errors.handle(exchange, error).block();
    }

    private String body() {
        return String.valueOf(exchange.getResponse().getBodyAsString().block());
    }
}
