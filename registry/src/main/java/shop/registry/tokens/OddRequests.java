package shop.registry.tokens;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import shop.edge.ProblemType;
import shop.registry.ProblemMembers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses a token request that may mean two things, which Spring would read in its own way: with
 * two authorizations, or a body in an encoding that does not exist. The answer is as RFC 6749 wants
 * it ({@code error}), and a problem (RFC 9457) too.
 */
final class OddRequests extends OncePerRequestFilter {

    private final JsonMapper json;

    OddRequests(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size() > 1) {
            refuse(request, response, "Authorization may be there once.");
        } else if (!isOfAKnownType(request.getContentType())) {
            refuse(request, response, "Content-Type names nothing that exists.");
        } else if (!isReadable(request)) {
            refuse(request, response, "The form is not well-formed.");
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Whether what the form says can be decoded: the server throws where it cannot. */
    private static boolean isReadable(HttpServletRequest request) {
        try {
            request.getParameterMap();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static boolean isOfAKnownType(@Nullable String contentType) {
        try {
            if (contentType != null) {
                MediaType.parseMediaType(contentType);
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String detail)
            throws IOException {
        ProblemType type = ProblemType.INVALID_REQUEST;
        Map<String, Object> problem = ProblemMembers.of(request, type, type.status(), detail);
        problem.put("error", "invalid_request");
        response.setStatus(type.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
