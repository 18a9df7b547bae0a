package shop.common.remote;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.client.HttpClientErrorException;

/** What the failure of a call says about the peer. */
final class Failures {

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

    // Spring Cloud LoadBalancer says it with a plain IllegalStateException.
    static boolean isNoInstance(IllegalStateException e) {
        return String.valueOf(e.getMessage()).startsWith("No instances available");
    }

    /**
     * What to tell of a failure and the failure of its repetition: "not sent" only if neither was,
     * and a refusal even if the first got no answer, because the peer remembers it.
     */
    static RuntimeException ofBoth(RuntimeException first, RuntimeException second) {
        boolean secondCounts = isRefusal(second) || isNeverConnected(first);
        RuntimeException told = secondCounts ? second : first;
        told.addSuppressed(secondCounts ? first : second);
        return told;
    }
}
