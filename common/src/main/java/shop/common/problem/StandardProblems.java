package shop.common.problem;

import java.net.URI;
import java.util.Map;
import org.springframework.http.ProblemDetail;
import org.springframework.web.accept.InvalidApiVersionException;

/** Types and titles for the problems that Spring MVC makes without one. */
final class StandardProblems {

    private record Name(String slug, String title) {}

    private static final Name INVALID = new Name("invalid-request", "Invalid request");
    private static final Name BROKEN = new Name("internal-error", "Internal error");
    private static final Map<Integer, Name> NAMES =
            Map.of(
                    404, new Name("not-found", "Not found"),
                    405, new Name("method-not-allowed", "Method not allowed"),
                    406, new Name("not-acceptable", "Not acceptable"),
                    413, new Name("payload-too-large", "Payload too large"),
                    415, new Name("unsupported-media-type", "Unsupported media type"),
                    503, new Name("unavailable", "Temporarily unavailable"));

    private StandardProblems() {}

    static void name(ProblemDetail problem, Exception e) {
        if (e instanceof InvalidApiVersionException) {
            name(problem, new Name("unsupported-version", "Unsupported version"));
        } else if (isUntyped(problem)) {
            int status = problem.getStatus();
            name(problem, NAMES.getOrDefault(status, status < 500 ? INVALID : BROKEN));
        }
    }

    private static void name(ProblemDetail problem, Name name) {
        problem.setType(URI.create("/problems/" + name.slug()));
        problem.setTitle(name.title());
        if (problem.getDetail() == null) {
            problem.setDetail(name.title() + ".");
        }
    }

    private static boolean isUntyped(ProblemDetail problem) {
        URI type = problem.getType();
        return type == null || "about:blank".equals(type.toString());
    }
}
