package shop.common.problem;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import shop.edge.RequestTarget;

/** Adds the trace id and the request's path to every problem on its way out. */
@ControllerAdvice
class ProblemCompletion implements ResponseBodyAdvice<Object> {

    private final TraceIds traceIds;

    ProblemCompletion(TraceIds traceIds) {
        this.traceIds = traceIds;
    }

    @Override
    public boolean supports(
            MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ProblemDetail problem) {
            complete(problem, request.getURI().getRawPath());
        }
        return body;
    }

    void complete(ProblemDetail problem, String path) {
        if (problem.getInstance() == null) {
            problem.setInstance(URI.create(RequestTarget.pathOf(path)));
        }
        String traceId = traceIds.current();
        if (traceId != null) {
            problem.setProperty("traceId", traceId);
        }
    }
}
