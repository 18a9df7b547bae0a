package shop.common.problem;

import java.net.URI;
import org.springframework.http.ProblemDetail;
import org.springframework.web.accept.InvalidApiVersionException;
import shop.edge.ProblemType;
import shop.edge.StandardTypes;

/** Types and titles for the problems that Spring MVC makes without one. */
final class StandardProblems {

    private StandardProblems() {}

    static void name(ProblemDetail problem, Exception e) {
        if (e instanceof InvalidApiVersionException) {
            name(problem, ProblemType.UNSUPPORTED_VERSION);
        } else if (isUntyped(problem)) {
            name(problem, StandardTypes.of(problem.getStatus()));
        }
    }

    private static void name(ProblemDetail problem, ProblemType type) {
        problem.setType(URI.create(type.path()));
        problem.setTitle(type.title());
        if (problem.getDetail() == null) {
            problem.setDetail(type.title() + ".");
        }
    }

    private static boolean isUntyped(ProblemDetail problem) {
        URI type = problem.getType();
        return type == null || "about:blank".equals(type.toString());
    }
}
