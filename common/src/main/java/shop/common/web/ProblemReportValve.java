package shop.common.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import shop.common.problem.ProblemWriter;
import shop.common.problem.Problems;
import shop.common.problem.TraceIds;
import shop.edge.ProblemType;
import shop.edge.StandardTypes;

/**
 * Says in problems, and not in pages, what Tomcat refuses before there is a request, and what has
 * no other answer.
 */
final class ProblemReportValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

    private final ProblemWriter problems;
    private final TraceIds traceIds;

    ProblemReportValve(ProblemWriter problems, TraceIds traceIds) {
        this.problems = problems;
        this.traceIds = traceIds;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || response.isCommitted()) {
            return;
        }
        response.setErrorReported();
        String traceId = response.getHeader(TraceIdFilter.HEADER);
        try {
            if (traceId == null) {
                traceIds.inNewTrace(id -> answer(request, response, refused(status, failure), id));
            } else {
                answer(request, response, refused(status, failure), traceId);
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            LOG.debug("the caller is gone", e);
        }
    }

    private void answer(Request request, Response response, int status, String traceId) {
        ProblemType type = StandardTypes.of(status);
        ProblemDetail problem = Problems.of(type, type.meaning());
        problem.setStatus(status); // one type stands for several
        problem.setProperty("traceId", traceId);
        try {
            response.resetBuffer();
            response.setHeader(TraceIdFilter.HEADER, traceId);
            problems.write(request.getRequest(), response.getResponse(), problem);
            response.finishResponse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
