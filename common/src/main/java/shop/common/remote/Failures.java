package shop.common.remote;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpStatusCodeException;

/** What the failure of a call says about the peer. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Set<Integer> BUSY = Set.of(408, 425, 429, 503);

    /** Decisions that peers write down under the caller's key, tombstones included. */
    private static final Set<Integer> REMEMBERED = Set.of(402, 409, 410);

    private Failures() {}

    /** True where the peer cannot have begun. */
    static boolean isNeverConnected(RuntimeException e) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        return cause instanceof ConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException;
    }

    /** True where the peer decided against it, for a reason of its business. */
    static boolean isRefusal(RuntimeException e) {
        return e instanceof HttpClientErrorException answer
                && RemoteOutcome.REFUSALS.contains(answer.getStatusCode().value());
    }

    private static boolean isRemembered(RuntimeException e) {
        return e instanceof HttpClientErrorException answer
                && REMEMBERED.contains(answer.getStatusCode().value());
    }

    // Spring Cloud LoadBalancer says it with a plain IllegalStateException.
    static boolean isNoInstance(IllegalStateException e) {
        return String.valueOf(e.getMessage()).startsWith("No instances available");
    }

    /** What kind of trouble it is; its cause goes to the log. */
    static Trouble logged(RuntimeException e) {
        Trouble trouble = trouble(e);
        if (e instanceof CallNotPermittedException) {
            LOG.debug(
                    "a call was not made: {}",
                    e.getMessage()); // or an outage is all that is logged
        } else {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
            LOG.warn("a call has no answer, {}: {}", trouble.text(), cause.toString());
        }
        return trouble;
    }

    private static Trouble trouble(RuntimeException e) {
        return switch (e) {
            case CallNotPermittedException _ -> Trouble.NOT_REACHABLE;
            case BulkheadFullException _, DeadlineExceededException _ -> Trouble.BUSY;
            case HttpStatusCodeException answer ->
                    BUSY.contains(answer.getStatusCode().value()) ? Trouble.BUSY : Trouble.FAILED;
            case IllegalStateException _ -> Trouble.NOT_REACHABLE;
            default -> ofConnection(e, NestedExceptionUtils.getMostSpecificCause(e));
        };
    }

    private static Trouble ofConnection(RuntimeException e, Throwable cause) {
        if (cause instanceof ConnectionRequestTimeoutException) {
            return Trouble.BUSY;
        } else if (isNeverConnected(e)) {
            return Trouble.NOT_REACHABLE;
        } else if (cause instanceof SocketTimeoutException) {
            return Trouble.TIMED_OUT;
        } else {
            return cause instanceof IOException ? Trouble.CONNECTION_LOST : Trouble.FAILED;
        }
    }

    /**
     * What to tell of a failure and the failure of its repetition: "not sent" only if neither was,
     * and a refusal even if the first got no answer, if the peer remembers it. One that it does not
     * remember says nothing about the first, which may still be under way.
     */
    static RuntimeException ofBoth(RuntimeException first, RuntimeException second) {
        boolean secondCounts = isRemembered(second) || isNeverConnected(first);
        RuntimeException told = secondCounts ? second : first;
        told.addSuppressed(secondCounts ? first : second);
        return told;
    }
}
