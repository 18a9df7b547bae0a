package shop.common.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import shop.common.remote.RemoteOutcome.Answered;
import shop.common.remote.RemoteOutcome.NotSent;
import shop.common.remote.RemoteOutcome.Refused;
import shop.common.remote.RemoteOutcome.Unknown;

class RemoteOutcomeTests {

    private static RemoteOutcome<String> after(RuntimeException failure) {
        Supplier<String> call =
                () -> {
                    throw failure;
                };
        return RemoteOutcome.of(call);
    }

    private static HttpClientErrorException answer(int status, String body) {
        return HttpClientErrorException.create(
                HttpStatusCode.valueOf(status),
                "",
                new HttpHeaders(),
                body.getBytes(StandardCharsets.UTF_8),
                StandardCharsets.UTF_8);
    }

    @Test
    void isAnsweredAndPassesTheAnswerOn() {
        RemoteOutcome<Integer> outcome = RemoteOutcome.of(() -> "tea").map(String::length);

        assertThat(outcome).isEqualTo(new Answered<>(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 404, 409, 410, 422})
    void isRefusedByABusinessDecision(int status) {
        String body = "{\"type\":\"/problems/too-late\",\"detail\":\"No.\",\"by\":7}";

        RemoteOutcome<Integer> outcome = after(answer(status, body)).map(String::length);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.refusal().status()).isEqualTo(status);
                            assertThat(refused.refusal().slug()).isEqualTo("too-late");
                            assertThat(refused.refusal().detail()).isEqualTo("No.");
                            assertThat(refused.refusal().problem().path("by").asInt()).isEqualTo(7);
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "17", "{}", "{\"type\":null}"})
    void isRefusedAlsoWithoutAProblem(String body) {
        assertThat(after(answer(409, body)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.refusal().slug()).isEmpty();
                            assertThat(refused.refusal().detail()).isEmpty();
                        });
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 405, 406, 408, 413, 415, 425, 429, 431})
    void isNotSentWhenWeCalledWrongly(int status) {
        assertThat(after(answer(status, ""))).isInstanceOf(NotSent.class);
    }

    static Stream<RuntimeException> neverBegun() {
        CircuitBreaker breaker = CircuitBreaker.ofDefaults("peer");
        return Stream.of(
                CallNotPermittedException.createCallNotPermittedException(breaker),
                BulkheadFullException.createBulkheadFullException(Bulkhead.ofDefaults("peer")),
                new DeadlineExceededException(),
                new OAuth2AuthorizationException(new OAuth2Error("invalid_client")),
                new IllegalStateException("No instances available for peer"),
                io(new ConnectException("Connection refused")),
                io(new ConnectTimeoutException("Connect timed out")),
                io(new ConnectionRequestTimeoutException("Timeout deadline")),
                io(new NoRouteToHostException()),
                io(new UnknownHostException("peer")));
    }

    @ParameterizedTest
    @MethodSource
    void neverBegun(RuntimeException failure) {
        assertThat(after(failure).map(String::length)).isInstanceOf(NotSent.class);
    }

    static Stream<RuntimeException> mayHaveHappened() {
        return Stream.of(
                io(new SocketTimeoutException("Read timed out")),
                io(new SocketException("Connection reset")),
                io(new NoHttpResponseException("failed to respond")),
                io(new EOFException()),
                new HttpServerErrorException(HttpStatusCode.valueOf(500)),
                new HttpServerErrorException(HttpStatusCode.valueOf(503)),
                new RestClientException("cannot read the answer"));
    }

    @ParameterizedTest
    @MethodSource
    void mayHaveHappened(RuntimeException failure) {
        assertThat(after(failure).map(String::length)).isInstanceOf(Unknown.class);
    }

    static Stream<Arguments> words() {
        CircuitBreaker breaker = CircuitBreaker.ofDefaults("peer");
        return Stream.of(
                arguments("timed out", io(new SocketTimeoutException("Read timed out"))),
                arguments("connection lost", io(new SocketException("Connection reset"))),
                arguments("connection lost", io(new NoHttpResponseException("10.0.0.7:8082"))),
                arguments("not reachable", io(new ConnectException("Connection refused"))),
                arguments("not reachable", io(new UnknownHostException("peer"))),
                arguments(
                        "not reachable",
                        CallNotPermittedException.createCallNotPermittedException(breaker)),
                arguments("not reachable", new IllegalStateException("No instances available")),
                arguments(
                        "busy",
                        BulkheadFullException.createBulkheadFullException(
                                Bulkhead.ofDefaults("peer"))),
                arguments("busy", new DeadlineExceededException()),
                arguments("busy", io(new ConnectionRequestTimeoutException("Timeout deadline"))),
                arguments("busy", new HttpServerErrorException(HttpStatusCode.valueOf(503))),
                arguments("busy", answer(429, "")),
                arguments("failed", new HttpServerErrorException(HttpStatusCode.valueOf(500))),
                arguments("failed", new RestClientException("cannot read the answer")),
                arguments("failed", answer(403, "")),
                arguments(
                        "failed", new OAuth2AuthorizationException(new OAuth2Error("no_client"))));
    }

    @ParameterizedTest
    @MethodSource("words")
    void tellsOfATroubleInOneOfAFewWords(String word, RuntimeException failure) {
        Trouble why =
                switch (after(failure)) {
                    case NotSent<String>(Trouble trouble) -> trouble;
                    case Unknown<String>(Trouble trouble) -> trouble;
                    case Answered<String> _, Refused<String> _ ->
                            throw new AssertionError("no trouble");
                };
        assertThat(why.text()).isEqualTo(word);
        assertThat(Trouble.of(word)).contains(why);
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 409, 410})
    void isRefusedByWhatThePeerRememberedAfterALostAnswer(int status) {
        RuntimeException lost = io(new SocketTimeoutException("Read timed out"));
        assertThat(after(Failures.ofBoth(lost, answer(status, "")))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 422})
    void isUnknownAfterALostAnswerWhereThePeerRemembersNothing(int status) {
        RuntimeException lost = io(new SocketTimeoutException("Read timed out"));
        assertThat(after(Failures.ofBoth(lost, answer(status, "")))).isInstanceOf(Unknown.class);
    }

    @Test
    void isNoExcuseForOurOwnMistakes() {
        assertThatIllegalStateException()
                .isThrownBy(() -> after(new IllegalStateException("a mistake")));
    }

    private static ResourceAccessException io(IOException cause) {
        return new ResourceAccessException("I/O error on PUT request", cause);
    }
}
