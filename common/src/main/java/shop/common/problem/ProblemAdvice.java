package shop.common.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns what Spring MVC refuses, and what breaks, into problems.
 *
 * <p>What broke is logged once with its stack trace and told to the caller as a plain 500, or as a
 * 503 with {@code Retry-After} when it was the database that could not be reached.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    @Nullable ResponseEntity<Object> breakage(Exception e, WebRequest request) {
        if (NestedExceptionUtils.getRootCause(e) instanceof PayloadTooLargeException tooLarge) {
            return answer(e, tooLarge.problem(), HttpStatus.CONTENT_TOO_LARGE, request);
        }
        boolean databaseAway = isDatabaseAway(e);
        LOG.error("{}: {}", databaseAway ? "database away" : "broken", request, e);
        if (databaseAway) {
            ProblemDetail problem = Problems.unavailable("The database").getBody();
            return answer(e, problem, HttpStatus.SERVICE_UNAVAILABLE, request);
        }
        ProblemDetail problem =
                Problems.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal-error",
                        "Internal error",
                        "Something broke on our side; the trace id finds it in our logs.");
        return answer(e, problem, HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        List<InvalidField> fields = e.getAllErrors().stream().map(InvalidField::of).toList();
        return answer(e, InvalidField.problem(fields), status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (!e.isForReturnValue()) {
            return answer(e, InvalidField.problem(InvalidField.of(e)), status, request);
        }
        return breakage(e, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        InvalidField field =
                new InvalidField("/" + e.getPropertyName(), "is not of the expected form");
        return answer(e, InvalidField.problem(List.of(field)), status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (NestedExceptionUtils.getRootCause(e) instanceof PayloadTooLargeException tooLarge) {
            return answer(e, tooLarge.problem(), HttpStatus.CONTENT_TOO_LARGE, request);
        }
        return answer(e, InvalidField.problem(List.of(InvalidField.of(e))), status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        Object answer = body == null && e instanceof ErrorResponse error ? bodyOf(error) : body;
        if (answer instanceof ProblemDetail problem) {
            StandardProblems.name(problem, e);
        }
        if (status.value() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, "1");
        }
        return super.handleExceptionInternal(e, answer, headers, status, request);
    }

    private ProblemDetail bodyOf(ErrorResponse error) {
        return error.updateAndGetBody(getMessageSource(), LocaleContextHolder.getLocale());
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception e, ProblemDetail problem, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(e, problem, new HttpHeaders(), status, request);
    }

    private static boolean isDatabaseAway(Exception e) {
        return switch (e) {
            case TransactionException _, CannotGetJdbcConnectionException _ -> true;
            case TransientDataAccessException _ -> true;
            case NonTransientDataAccessException _ -> false;
            default -> e instanceof org.springframework.dao.RecoverableDataAccessException;
        };
    }
}
