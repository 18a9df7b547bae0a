package shop.registry;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import shop.edge.ProblemType;
import shop.edge.StandardTypes;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says in problems, and not in pages, what Tomcat refuses before there is a request, and what has
 * no other answer. Their trace id is the caller's, if it names one.
 */
final class ProblemReportValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

    private final JsonMapper json;

    ProblemReportValve(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || response.isCommitted()) {
            return;
        }
        response.setErrorReported();
        try {
            response.resetBuffer();
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            OutputStream out = response.getResponse().getOutputStream();
            ProblemType type = StandardTypes.of(status);
            var problem = ProblemMembers.of(request, type, status, type.meaning());
            out.write(json.writeValueAsBytes(problem));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("the caller is gone", e);
        }
    }
}
