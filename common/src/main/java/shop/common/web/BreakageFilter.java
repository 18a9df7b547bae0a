package shop.common.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import shop.common.problem.ProblemWriter;

/** Answers with a problem what breaks in a filter, where no controller advice sees it. */
final class BreakageFilter extends OncePerRequestFilter {

    private final ProblemWriter problems;

    BreakageFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | IOException | RuntimeException e) {
            problems.writeBreakage(request, response, e);
        }
    }
}
