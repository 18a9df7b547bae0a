package shop.common.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns what Spring MVC refuses, and what breaks, into problems.
 *
 * <p>What broke is told to the caller as a plain 500, or as a 503 with {@code Retry-After} when it
 * was the database that could not be reached. Every 5xx leaves one line in the log, with its cause.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    @Nullable ResponseEntity<Object> breakage(Exception e, WebRequest request) {
        ProblemDetail problem = Breakage.problem(e);
        return answer(e, problem, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotWritable(
            HttpMessageNotWritableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return breakage(e, request);
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
        return wrong(e, e.getPropertyName(), "is not of the expected form", request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return wrong(e, e.getParameterName(), "is missing", request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return e instanceof MissingRequestHeaderException header
                ? wrong(e, header.getHeaderName(), "is missing", request)
                : super.handleServletRequestBindingException(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (NestedExceptionUtils.getRootCause(e) instanceof PayloadTooLargeException) {
            return breakage(e, request);
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
        if (status.is5xxServerError()) {
            Breakage.log(status.value(), request.getDescription(false), e);
        }
        HttpHeaders sent = HttpHeaders.copyOf(headers);
        if (status.value() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            sent.set(HttpHeaders.RETRY_AFTER, "1");
        }
        return super.handleExceptionInternal(e, answer, sent, status, request);
    }

    private ProblemDetail bodyOf(ErrorResponse error) {
        return error.updateAndGetBody(getMessageSource(), LocaleContextHolder.getLocale());
    }

    private @Nullable ResponseEntity<Object> wrong(
            Exception e, @Nullable String parameter, String detail, WebRequest request) {
        InvalidField field = new InvalidField("/" + parameter, detail);
        return answer(e, InvalidField.problem(List.of(field)), HttpStatus.BAD_REQUEST, request);
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception e, ProblemDetail problem, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(e, problem, new HttpHeaders(), status, request);
    }
}
