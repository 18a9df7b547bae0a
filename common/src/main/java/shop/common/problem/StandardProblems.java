package shop.common.problem;

import java.net.URI;
import java.util.Map;
import org.springframework.http.ProblemDetail;
import org.springframework.web.accept.InvalidApiVersionException;

/** Types and titles for the problems that Spring MVC makes without one. */
final class StandardProblems {

    private static final Map<Integer, String> SLUGS =
            Map.of(
                    400, "invalid-request",
                    404, "not-found",
                    405, "method-not-allowed",
                    406, "not-acceptable",
                    413, "payload-too-large",
                    415, "unsupported-media-type",
                    503, "unavailable");

    private StandardProblems() {}

    static void name(ProblemDetail problem, Exception e) {
        if (e instanceof InvalidApiVersionException) {
            problem.setType(URI.create("/problems/unsupported-version"));
            problem.setTitle("Unsupported version");
        } else if (isUntyped(problem)) {
            String slug = SLUGS.getOrDefault(problem.getStatus(), "internal-error");
            problem.setType(URI.create("/problems/" + slug));
        }
    }

    private static boolean isUntyped(ProblemDetail problem) {
        URI type = problem.getType();
        return type == null || "about:blank".equals(type.toString());
    }
}
