package shop.common.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpRequestValues;

/** What is known after a call that was repeated. */
class GuardedExchangeTests {

    private static final HttpRequestValues PUT =
            HttpRequestValues.builder().setHttpMethod(HttpMethod.PUT).setUriTemplate("/").build();

    private final Deque<Supplier<RuntimeException>> failures = new ArrayDeque<>();

    private final GuardedExchange exchange =
            new GuardedExchange(
                    (HttpExchangeAdapter)
                            Proxy.newProxyInstance(
                                    HttpExchangeAdapter.class.getClassLoader(),
                                    new Class<?>[] {HttpExchangeAdapter.class},
                                    (_, _, _) -> next()),
                    CircuitBreaker.ofDefaults("peer"),
                    Bulkhead.ofDefaults("peer"),
                    null);

    private HttpHeaders next() {
        Supplier<RuntimeException> failure = failures.poll();
        if (failure != null) {
            throw failure.get();
        }
        return new HttpHeaders();
    }

    private String outcome() {
        return RemoteOutcome.of(() -> exchange.exchangeForHeaders(PUT)).getClass().getSimpleName();
    }

    private static RuntimeException refusedConnection() {
        return new ResourceAccessException("refused", new ConnectException());
    }

    private static RuntimeException timeout() {
        return new ResourceAccessException("timeout", new SocketTimeoutException());
    }

    private static RuntimeException broken() {
        return new HttpServerErrorException(HttpStatus.BAD_GATEWAY);
    }

    private static RuntimeException refusal() {
        return new HttpClientErrorException(HttpStatus.CONFLICT);
    }

    private static RuntimeException calledWrongly() {
        return new HttpClientErrorException(HttpStatus.UNAUTHORIZED);
    }

    private static RuntimeException noInstance() {
        return new IllegalStateException("No instances available for peer");
    }

    static Stream<Arguments> isUnknownIfOneOfTheAttemptsMayHaveArrived() {
        Supplier<RuntimeException> refused = GuardedExchangeTests::refusedConnection;
        Supplier<RuntimeException> timeout = GuardedExchangeTests::timeout;
        Supplier<RuntimeException> broken = GuardedExchangeTests::broken;
        Supplier<RuntimeException> no = GuardedExchangeTests::refusal;
        Supplier<RuntimeException> wrong = GuardedExchangeTests::calledWrongly;
        Supplier<RuntimeException> nobody = GuardedExchangeTests::noInstance;
        return Stream.of(
                Arguments.of("Answered", List.of(timeout)),
                Arguments.of("Answered", List.of(refused)),
                Arguments.of("Unknown", List.of(timeout, broken)),
                Arguments.of("Unknown", List.of(timeout, refused)),
                Arguments.of("Unknown", List.of(broken, nobody)),
                Arguments.of("Unknown", List.of(broken, wrong)),
                Arguments.of("Unknown", List.of(refused, timeout)),
                Arguments.of("Unknown", List.of(refused, broken)),
                Arguments.of("NotSent", List.of(refused, refused)),
                Arguments.of("NotSent", List.of(refused, nobody)),
                Arguments.of("NotSent", List.of(refused, wrong)),
                Arguments.of("Refused", List.of(timeout, no)),
                Arguments.of("Refused", List.of(refused, no)),
                Arguments.of("Refused", List.of(no)),
                Arguments.of("NotSent", List.of(wrong)),
                Arguments.of("NotSent", List.of(nobody)));
    }

    @ParameterizedTest
    @MethodSource
    void isUnknownIfOneOfTheAttemptsMayHaveArrived(
            String outcome, List<Supplier<RuntimeException>> attempts) {
        failures.addAll(attempts);

        assertThat(outcome()).isEqualTo(outcome);
        assertThat(failures).isEmpty();
    }

    @Test
    void repeatsOnceAndNoMore() {
        failures.addAll(List.of(() -> broken(), () -> broken(), () -> broken()));

        assertThat(outcome()).isEqualTo("Unknown");
        assertThat(failures).hasSize(1);
    }
}
