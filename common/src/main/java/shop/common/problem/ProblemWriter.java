package shop.common.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem where no controller is at work: in filters and at the security chain. */
public final class ProblemWriter {

    private final JsonMapper json;
    private final ProblemCompletion completion;

    ProblemWriter(JsonMapper json, ProblemCompletion completion) {
        this.json = json;
        this.completion = completion;
    }

    /** Answers the request that broke, if it has no answer yet, and logs what broke. */
    public void writeBreakage(HttpServletRequest request, HttpServletResponse response, Exception e)
            throws IOException {
        ProblemDetail problem =
                Breakage.problem(e, request.getMethod() + " " + request.getRequestURI());
        if (!response.isCommitted()) {
            response.resetBuffer();
            write(request, response, problem);
        }
    }

    /** Answers the request with the problem; headers set before stay. */
    public void write(
            HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        String path = request.getRequestURI();
        completion.complete(problem, path == null ? "/" : path);
        response.setStatus(problem.getStatus());
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
