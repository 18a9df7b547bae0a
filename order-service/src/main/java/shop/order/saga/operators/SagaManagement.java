package shop.order.saga.operators;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.web.PagedModel;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import shop.common.problem.Problems;
import shop.edge.ProblemType;

/**
 * What an operator may do about sagas, on the management port only; a token with the scope {@code
 * ops} is needed.
 *
 * <pre>
 * GET  /internal/sagas?state=NEEDS_ATTENTION&amp;page=0&amp;size=20
 * POST /internal/sagas/{id}/retry
 * </pre>
 *
 * Without annotations, lest the application's own scan finds it and serves it on its own port.
 */
class SagaManagement {

    private static final int LARGEST_PAGE = 100;
    private static final int DEFAULT_PAGE = 20;

    @Bean
    RouterFunction<ServerResponse> sagasForOperators(SagaBacklog backlog) {
        return route().path(
                        "/internal/sagas",
                        sagas ->
                                sagas.GET("", request -> list(backlog, request))
                                        .POST("/{id}/retry", request -> retry(backlog, request)))
                .build();
    }

    private static ServerResponse list(SagaBacklog backlog, ServerRequest request) {
        Optional<SagaFilter> state = state(request.param("state").orElse("NEEDS_ATTENTION"));
        int page = number(request, "page", 0);
        int size = number(request, "size", DEFAULT_PAGE);
        if (state.isEmpty()) {
            return invalid("state is one of " + Arrays.toString(SagaFilter.values()));
        }
        if (page < 0 || size < 1 || size > LARGEST_PAGE) {
            return invalid("page is at least 0, size from 1 to " + LARGEST_PAGE);
        }
        PageRequest wanted = PageRequest.of(page, size);
        return ServerResponse.ok()
                .body(
                        new PagedModel<>(
                                new PageImpl<>(
                                        backlog.list(state.get(), size, wanted.getOffset()),
                                        wanted,
                                        backlog.count(state.get()))));
    }

    private static ServerResponse retry(SagaBacklog backlog, ServerRequest request) {
        Optional<UUID> id = id(request.pathVariable("id"));
        return switch (id.map(backlog::retry).orElse(SagaBacklog.Retry.UNKNOWN)) {
            case DUE -> ServerResponse.accepted().build();
            case ENDED ->
                    problem(
                            Problems.of(
                                    HttpStatus.CONFLICT,
                                    "saga-ended",
                                    "Saga ended",
                                    "There is nothing to try again."));
            case UNKNOWN ->
                    problem(Problems.of(ProblemType.NOT_FOUND, "Such a saga does not exist."));
        };
    }

    private static Optional<SagaFilter> state(String name) {
        return Arrays.stream(SagaFilter.values()).filter(s -> s.name().equals(name)).findFirst();
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The parameter, or -1 if it is no number. */
    private static int number(ServerRequest request, String name, int otherwise) {
        try {
            return request.param(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static ServerResponse invalid(String detail) {
        return problem(Problems.of(ProblemType.INVALID_REQUEST, detail));
    }

    private static ServerResponse problem(ProblemDetail problem) {
        return ServerResponse.status(problem.getStatus()).body(problem);
    }
}
