package shop.common.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;
import shop.common.problem.InvalidField;
import shop.common.problem.ProblemWriter;
import shop.common.problem.Problems;
import shop.edge.Flaw;
import shop.edge.Limits;
import shop.edge.ProblemType;
import shop.edge.RequestHead;
import shop.edge.RequestRules;

/** Answers a request that is not well-formed before anything reads it. */
final class WellFormedFilter extends OncePerRequestFilter {

    private final ProblemWriter problems;

    WellFormedFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Flaw> flaw = RequestRules.flawOf(headOf(request), Limits.BEHIND_GATEWAY);
        if (flaw.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        if (flaw.get().type() == ProblemType.METHOD_NOT_ALLOWED) {
            response.setHeader(HttpHeaders.ALLOW, "GET, HEAD, POST");
        }
        problems.write(request, response, problemOf(flaw.get()));
    }

    private static ProblemDetail problemOf(Flaw flaw) {
        ProblemDetail problem = Problems.of(flaw.type(), flaw.detail());
        if (flaw.pointer() != null) {
            problem.setProperty("errors", List.of(new InvalidField(flaw.pointer(), flaw.detail())));
            problem.setProperty("errorCount", 1);
        }
        return problem;
    }

    private static RequestHead headOf(HttpServletRequest request) {
        String query = request.getQueryString();
        return new RequestHead(
                request.getProtocol(),
                request.getMethod(),
                query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query,
                headersOf(request));
    }

    private static List<Map.Entry<String, String>> headersOf(HttpServletRequest request) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                headers.add(Map.entry(name, value));
            }
        }
        return headers;
    }
}
