package shop.common.problem;

import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.ProblemDetail;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.web.ErrorResponse;
import shop.edge.ProblemType;

/** What to tell a caller when something broke, and what only the log: one line for every 5xx. */
final class Breakage {

    private static final Logger LOG = LoggerFactory.getLogger(Breakage.class);

    private Breakage() {}

    /**
     * Tells the log of an answer with a 5xx, in the trace of its request.
     *
     * @param cause why; with its stack trace if it is none that this shop expects
     */
    static void log(int status, String request, @Nullable Throwable cause) {
        if (cause instanceof ErrorResponse) {
            LOG.warn(
                    "{} for {}: {}",
                    status,
                    request,
                    NestedExceptionUtils.getMostSpecificCause(cause).toString());
        } else {
            LOG.error("{} for {}", status, request, cause);
        }
    }

    /** A problem that says nothing of what broke. */
    static ProblemDetail problem(Exception e) {
        if (NestedExceptionUtils.getMostSpecificCause(e)
                instanceof PayloadTooLargeException tooLarge) {
            return tooLarge.problem();
        }
        if (isRefusal(e)) {
            return Problems.of(ProblemType.INVALID_REQUEST, ProblemType.INVALID_REQUEST.meaning());
        }
        return isDatabaseAway(e)
                ? Objects.requireNonNull(Problems.unavailable("The database").getBody())
                : Problems.of(
                        ProblemType.INTERNAL_ERROR,
                        "Something broke on our side; the trace id finds it in our logs.");
    }

    // Thrown by what reads parameters, headers and forms, wherever it first does.
    private static boolean isRefusal(Exception e) {
        return e instanceof RequestRejectedException || e instanceof InvalidParameterException;
    }

    // Or too busy, or kept waiting by a lock: each of these passes, and is answered with 503.
    private static boolean isDatabaseAway(Exception e) {
        return switch (e) {
            case DataAccessResourceFailureException _ -> true;
            case TransientDataAccessException _, RecoverableDataAccessException _ -> true;
            case CannotCreateTransactionException _, TransactionSystemException _ -> true;
            case TransactionTimedOutException _ -> true;
            default -> false;
        };
    }
}
