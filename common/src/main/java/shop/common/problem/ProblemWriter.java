package shop.common.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
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
        ProblemDetail problem = Breakage.problem(e);
        if (response.isCommitted()) {
            log(request, problem, e);
        } else {
            response.resetBuffer();
            write(request, response, problem, e);
        }
    }

    /** Answers the request with the problem; headers set before stay. */
    public void write(
            HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        write(request, response, problem, null);
    }

    /**
     * The same, and tells the log of a 5xx.
     *
     * @param cause why it is one; null if the problem says all there is to say
     */
    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            ProblemDetail problem,
            @Nullable Throwable cause)
            throws IOException {
        log(request, problem, cause);
        String path = request.getRequestURI();
        completion.complete(problem, path == null ? "/" : path);
        response.setStatus(problem.getStatus());
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    private static void log(
            HttpServletRequest request, ProblemDetail problem, @Nullable Throwable cause) {
        if (HttpStatusCode.valueOf(problem.getStatus()).is5xxServerError()) {
            Breakage.log(
                    problem.getStatus(),
                    request.getMethod() + " " + request.getRequestURI(),
                    cause == null
                            ? new ErrorResponseException(
                                    HttpStatusCode.valueOf(problem.getStatus()), problem, null)
                            : cause);
        }
    }
}
