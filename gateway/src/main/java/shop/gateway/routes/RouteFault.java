package shop.gateway.routes;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Tells a route's breaker, and nobody else, of a service's answer that is a failure: a 5xx, unless
 * it says that the request came too late.
 */
final class RouteFault extends RuntimeException {

    private static final String DEADLINE = "X-Request-Deadline";

    private RouteFault() {
        super("answered with a 5xx", null, false, false);
    }

    /** Such a failure if the service's answer is one; the sign of lateness goes no further. */
    static Mono<Void> in(ServerHttpResponse response) {
        HttpStatusCode status = response.getStatusCode();
        boolean tooLate = response.getHeaders().remove(DEADLINE) != null;
        return status != null && status.is5xxServerError() && !tooLate
                ? Mono.error(new RouteFault())
                : Mono.empty();
    }

    /**
     * Whether an error says nothing of the service: no instance of it is known, all of the
     * gateway's connections to it are in use, the request is one that is not sent on, or the
     * gateway itself is broken. A connection that fails or breaks and a time limit that passes are
     * the service's.
     */
    static boolean saysNothing(Throwable error) {
        return switch (error) {
            case RouteFault _, IOException _ -> false;
            case TimeoutException limit -> isWaitForAConnection(limit);
            default -> true;
        };
    }

    // The class is one of reactor-netty's shaded ones.
    private static boolean isWaitForAConnection(TimeoutException limit) {
        return limit.getClass().getSimpleName().startsWith("PoolAcquire");
    }
}
