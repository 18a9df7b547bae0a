package shop.common.problem;

import java.net.URI;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import shop.edge.ProblemType;

/** Makes problems whose type is {@code /problems/<slug>}. */
public final class Problems {

    private Problems() {}

    /**
     * A problem of a type that is not part of the public API, whose types are in the catalogue.
     *
     * @param slug the last part of its type
     * @param title the same words for every occurrence of the type
     * @param detail what is special about this occurrence; shown to the caller, so without insides
     */
    public static ProblemDetail of(HttpStatus status, String slug, String title, String detail) {
        return problem(status, "/problems/" + slug, title, detail);
    }

    /**
     * A problem of the catalogue, to be returned as an answer.
     *
     * @param detail what is special about this occurrence; shown to the caller, so without insides
     */
    public static ProblemDetail of(ProblemType type, String detail) {
        return problem(HttpStatus.valueOf(type.status()), type.path(), type.title(), detail);
    }

    private static ProblemDetail problem(
            HttpStatus status, String type, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(type));
        problem.setTitle(title);
        return problem;
    }

    /** The same, to be thrown where a precondition of the whole request does not hold. */
    public static ErrorResponseException thrown(ProblemType type, String detail) {
        return new ErrorResponseException(
                HttpStatus.valueOf(type.status()), of(type, detail), null);
    }

    /** 404 {@code not-found}; says the same of what is absent and of what is another caller's. */
    public static ErrorResponseException notFound(String what) {
        return thrown(ProblemType.NOT_FOUND, what + " does not exist.");
    }

    /**
     * 503 {@code unavailable}: something we depend on cannot be reached; nothing is half done, and
     * the same request may be repeated with the same key.
     */
    public static ErrorResponseException unavailable(String who) {
        return thrown(
                ProblemType.UNAVAILABLE,
                who + " cannot be reached right now. Repeat the request with the same key.");
    }

    /**
     * The same, with what the log is told of it.
     *
     * @param why what kept it from being reached; not for the caller's eyes
     */
    public static ErrorResponseException unavailable(String who, Object why) {
        return new ErrorResponseException(
                HttpStatus.SERVICE_UNAVAILABLE,
                Objects.requireNonNull(unavailable(who).getBody()),
                new IllegalStateException(who + ": " + why));
    }
}
