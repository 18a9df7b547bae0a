package shop.common.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

    /** Answers the request with the problem; headers set before stay. */
    public void write(
            HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        completion.complete(problem, request.getRequestURI());
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
