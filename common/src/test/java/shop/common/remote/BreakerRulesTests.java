package shop.common.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
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

class BreakerRulesTests {

    private static boolean isFailure(Throwable e) {
        return !saysNothing(e) && new BreakerRules.PeerFault().test(e);
    }

    private static boolean saysNothing(Throwable e) {
        return new BreakerRules.SaysNothing().test(e);
    }

    static Stream<Throwable> isTheFaultOfThePeer() {
        return Stream.of(
                io(new ConnectException("Connection refused")),
                io(new ConnectTimeoutException("Connect timed out")),
                io(new UnknownHostException("peer")),
                io(new SocketTimeoutException("Read timed out")),
                io(new SocketException("Connection reset")),
                io(new NoHttpResponseException("failed to respond")),
                serverError(500, null),
                serverError(503, null),
                serverError(503, "1500"),
                new RestClientException("cannot read the answer"));
    }

    @ParameterizedTest
    @MethodSource
    void isTheFaultOfThePeer(Throwable e) {
        assertThat(isFailure(e)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 404, 406, 409, 410, 413, 415, 422, 429})
    void isTheAnswerOfAPeerThatWorks(int status) {
        Throwable answer = clientError(status);

        assertThat(isFailure(answer)).isFalse();
        assertThat(saysNothing(answer)).isFalse();
    }

    static Stream<Throwable> saysNothingOfThePeer() {
        return Stream.of(
                new IllegalStateException("No instances available for peer"),
                BulkheadFullException.createBulkheadFullException(Bulkhead.ofDefaults("peer")),
                new OAuth2AuthorizationException(new OAuth2Error("invalid_client")),
                new DeadlineExceededException(),
                io(new ConnectionRequestTimeoutException("Timeout deadline")),
                io(new InterruptedIOException("aborted")),
                serverError(503, "passed"),
                clientError(401),
                clientError(403),
                new NullPointerException());
    }

    @ParameterizedTest
    @MethodSource
    void saysNothingOfThePeer(Throwable e) {
        assertThat(saysNothing(e)).isTrue();
    }

    private static ResourceAccessException io(IOException cause) {
        return new ResourceAccessException("I/O error on PUT request", cause);
    }

    private static HttpServerErrorException serverError(int status, @Nullable String deadline) {
        HttpHeaders headers = new HttpHeaders();
        if (deadline != null) {
            headers.set(Deadline.HEADER, deadline);
        }
        return HttpServerErrorException.create(
                HttpStatusCode.valueOf(status), "", headers, new byte[0], StandardCharsets.UTF_8);
    }

    private static HttpClientErrorException clientError(int status) {
        return HttpClientErrorException.create(
                HttpStatusCode.valueOf(status),
                "",
                new HttpHeaders(),
                new byte[0],
                StandardCharsets.UTF_8);
    }
}
