package shop.common.remote;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.function.Predicate;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClientException;

/**
 * What a failed call says about the peer, in the one place where breakers are told.
 *
 * <p>A {@link PeerFault} counts as a failure. What {@link SaysNothing} about the peer counts
 * neither way: no instance is known, all our connections are in use, there is no token, the peer
 * refused our token, or the answer would have come too late. Any other 4xx is the answer of a peer
 * that works, and counts as a success.
 */
public final class BreakerRules {

    private BreakerRules() {}

    /**
     * The peer could not be reached, did not answer in time, or answered with what is no answer.
     */
    public static final class PeerFault implements Predicate<Throwable> {

        @Override
        public boolean test(Throwable failure) {
            return switch (failure) {
                case HttpServerErrorException answer -> !isTooLate(answer);
                case HttpClientErrorException _ -> false;
                case RestClientException noAnswer -> !isOurOwn(noAnswer);
                default -> false;
            };
        }
    }

    /** The peer was not asked, or not for anything that tells how it is. */
    public static final class SaysNothing implements Predicate<Throwable> {

        private final PeerFault fault = new PeerFault();

        @Override
        public boolean test(Throwable failure) {
            return switch (failure) {
                case HttpClientErrorException answer -> isAboutOurToken(answer);
                default -> !fault.test(failure);
            };
        }
    }

    private static boolean isAboutOurToken(HttpClientErrorException answer) {
        int status = answer.getStatusCode().value();
        return status == HttpStatus.UNAUTHORIZED.value() || status == HttpStatus.FORBIDDEN.value();
    }

    private static boolean isTooLate(HttpServerErrorException answer) {
        HttpHeaders headers = answer.getResponseHeaders();
        return headers != null && Deadline.PASSED.equals(headers.getFirst(Deadline.HEADER));
    }

    // A connection pool without a free connection, or a thread that is told to stop.
    private static boolean isOurOwn(RestClientException failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        return cause instanceof InterruptedIOException
                && !(cause instanceof SocketTimeoutException);
    }
}
