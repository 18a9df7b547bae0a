package shop.gateway.problems;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import shop.edge.ProblemType;
import shop.edge.StandardTypes;

/**
 * Turns whatever went wrong into the problem the API promises for it. Every 5xx leaves one line in
 * the log, with its cause and the trace id.
 */
@Component
@Order(-2) // ahead of Spring Boot's own handler
class ErrorProblems implements ErrorWebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorProblems.class);

    private final Problems problems;

    ErrorProblems(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(error); // the connection breaks: half an answer must not look whole
        }
        if (error instanceof ResponseStatusException answer && !serviceIsAway(error)) {
            exchange.getResponse().getHeaders().addAll(answer.getHeaders());
            return answer(exchange, answer.getStatusCode(), error);
        }
        if (error instanceof DataBufferLimitException) {
            return answer(exchange, HttpStatus.CONTENT_TOO_LARGE, error);
        }
        if (error instanceof InvalidMimeTypeException) {
            return answer(exchange, HttpStatus.NOT_ACCEPTABLE, error); // more than Spring sorts
        }
        if (error instanceof ServerExchangeRejectedException) {
            return answer(exchange, HttpStatus.BAD_REQUEST, error);
        }
        if (serviceIsAway(error)) {
            return answer(exchange, HttpStatus.SERVICE_UNAVAILABLE, error);
        }
        return answer(exchange, HttpStatus.INTERNAL_SERVER_ERROR, error);
    }

    private Mono<Void> answer(ServerWebExchange exchange, HttpStatusCode status, Throwable error) {
        ProblemType type = StandardTypes.of(status.value());
        if (type == ProblemType.INTERNAL_ERROR) {
            TraceIds.inTraceOf(exchange, () -> LOG.error("500 for {}", named(exchange), error));
            return problems.answer(exchange, type, type.meaning());
        }
        if (status.is5xxServerError()) {
            TraceIds.inTraceOf(
                    exchange,
                    () ->
                            LOG.warn(
                                    "{} for {}: {}",
                                    status.value(),
                                    named(exchange),
                                    error.toString()));
        }
        return problems.answer(exchange, type, status, type.meaning());
    }

    private static String named(ServerWebExchange exchange) {
        return exchange.getRequest().getMethod() + " " + exchange.getRequest().getPath();
    }

    /** Open breaker, no instance, no connection, no answer in time, or no keys to check a token. */
    private static boolean serviceIsAway(Throwable error) {
        return error instanceof CallNotPermittedException
                || error instanceof NotFoundException
                || error instanceof IOException
                || error instanceof TimeoutException
                || error instanceof AuthenticationServiceException;
    }
}
