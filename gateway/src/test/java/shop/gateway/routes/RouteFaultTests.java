package shop.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

class RouteFaultTests {

    /** As reactor-netty's is, which cannot be made here. */
    private static final class PoolAcquireTimeoutException extends TimeoutException {}

    static Stream<Throwable> isTheServices() {
        return Stream.of(
                new ConnectException("refused"),
                new IOException("reset"),
                new TimeoutException("no answer"));
    }

    @ParameterizedTest
    @MethodSource
    void isTheServices(Throwable error) {
        assertThat(RouteFault.saysNothing(error)).isFalse();
    }

    static Stream<Throwable> saysNothingOfTheService() {
        return Stream.of(
                new NotFoundException("no instance"),
                new PoolAcquireTimeoutException(),
                new ResponseStatusException(HttpStatus.BAD_REQUEST),
                new IllegalStateException("a bug"));
    }

    @ParameterizedTest
    @MethodSource
    void saysNothingOfTheService(Throwable error) {
        assertThat(RouteFault.saysNothing(error)).isTrue();
    }
}
