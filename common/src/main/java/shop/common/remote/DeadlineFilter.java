package shop.common.remote;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import shop.common.problem.ProblemWriter;
import shop.common.problem.Problems;

/** Takes the caller's deadline over, and refuses to begin what is late on arrival. */
final class DeadlineFilter extends OncePerRequestFilter {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ProblemWriter problems;

    DeadlineFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration left = left(request);
        if (left == null) {
            chain.doFilter(request, response);
        } else if (left.isPositive()) {
            within(Deadline.in(left), request, response, chain);
        } else {
            response.setHeader(Deadline.HEADER, Deadline.PASSED);
            problems.write(
                    request,
                    response,
                    Objects.requireNonNull(
                            Problems.unavailable("This service, within the deadline,").getBody()));
        }
    }

    private static void within(
            Deadline deadline,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        try {
            deadline.during(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static @Nullable Duration left(HttpServletRequest request) {
        String header = request.getHeader(Deadline.HEADER);
        if (header == null || !header.matches("-?\\d{1,9}")) {
            return null;
        }
        Duration left = Duration.ofMillis(Long.parseLong(header));
        return left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }
}
