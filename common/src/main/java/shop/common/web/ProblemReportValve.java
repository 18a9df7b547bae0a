package shop.common.web;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import shop.common.problem.ProblemWriter;
import shop.common.problem.Problems;
import shop.edge.ProblemType;

import java.io.IOException;

/**
 * Says in problems, and not in pages, what Tomcat refuses before there is a request, and what it
 * has no other answer for.
 */
final class ProblemReportValve extends ErrorReportValve {

    private static final Log LOG = LogFactory.getLog(ProblemReportValve.class);

    private final ProblemWriter problems;

    ProblemReportValve(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.reset();
            ProblemType type = ProblemType.ofStatus(refused(status, failure));
            problems.write(
                    request.getRequest(),
                    response.getResponse(),
                    Problems.of(type, type.meaning()));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("the caller is gone", e);
        }
    }

    /** A version or an encoding of HTTP that is unknown here is the caller's mistake. */
    private static int refused(int status, @Nullable Throwable failure) {
        boolean ofProtocol =
                status == HttpStatus.NOT_IMPLEMENTED.value()
                        || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED.value();
        return ofProtocol && failure == null ? HttpStatus.BAD_REQUEST.value() : status;
    }
}
