package shop.common.problem;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import shop.edge.ProblemType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;

/**
 * What is wrong with one part of a request.
 *
 * @param pointer an RFC 6901 pointer into the body, or {@code /name} for a parameter
 * @param detail what would be right
 */
public record InvalidField(String pointer, String detail) {

    private static final int MOST_LISTED = 20;

    /**
     * 400 {@code invalid-request} with what was found wrong: the first twenty in the order of their
     * pointers, and how many there are.
     */
    public static ProblemDetail problem(List<InvalidField> errors) {
        ProblemDetail problem =
                Problems.of(
                        ProblemType.INVALID_REQUEST,
                        "The request is not of the expected form; nothing was done.");
        problem.setProperty(
                "errors",
                errors.stream()
                        .sorted(Comparator.comparing(InvalidField::pointer))
                        .limit(MOST_LISTED)
                        .toList());
        problem.setProperty("errorCount", errors.size());
        return problem;
    }

    static InvalidField of(ObjectError error) {
        if (!(error instanceof FieldError field)) {
            return new InvalidField("", message(error.getDefaultMessage()));
        }
        // The message of a failed conversion names our classes.
        return field.isBindingFailure()
                ? new InvalidField(pointer(field.getField()), "is not of the expected form")
                : new InvalidField(pointer(field.getField()), message(field.getDefaultMessage()));
    }

    static List<InvalidField> of(HandlerMethodValidationException e) {
        return e.getParameterValidationResults().stream()
                .flatMap(result ->
                        result.getResolvableErrors().stream()
                                .map(error ->
                                        error instanceof ObjectError object
                                                ? of(object)
                                                : new InvalidField(
                                                        "/"
                                                                + result.getMethodParameter()
                                                                        .getParameterName(),
                                                        message(error.getDefaultMessage()))))
                .toList();
    }

    static InvalidField of(HttpMessageNotReadableException e) {
        return switch (e.getCause()) {
            case DatabindException found when !found.getPath().isEmpty() ->
                    new InvalidField(pointer(found.getPath()), reason(found));
            case InputCoercionException found when !found.getPath().isEmpty() ->
                    new InvalidField(pointer(found.getPath()), "is out of range");
            case JacksonException _ ->
                    new InvalidField("", "is not valid JSON, or has a member twice");
            case null, default -> new InvalidField("", "a JSON body is missing");
        };
    }

    private static String reason(DatabindException e) {
        Throwable cause = e.getCause();
        return cause instanceof IllegalArgumentException
                ? message(cause.getMessage())
                : "is not of the expected type";
    }

    private static String pointer(List<JacksonException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference step : path) {
            String name = step.getPropertyName();
            pointer.append('/').append(name == null ? String.valueOf(step.getIndex()) : name);
        }
        return pointer.toString();
    }

    private static String pointer(String path) {
        return path.isEmpty() ? "" : "/" + path.replaceAll("[.\\[]", "/").replace("]", "");
    }

    private static String message(@Nullable String message) {
        return Objects.requireNonNullElse(message, "is not valid");
    }
}
