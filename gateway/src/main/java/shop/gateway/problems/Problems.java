package shop.gateway.problems;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import shop.edge.Flaw;
import shop.edge.ProblemType;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems as answers. */
@Component
public class Problems {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /**
     * Answers with a problem of the type's own status; an unavailable service and a spent limit
     * also say when to come back.
     *
     * @param detail what happened, for the caller's eyes: no internals
     */
    public Mono<Void> answer(ServerWebExchange exchange, ProblemType type, String detail) {
        return answer(exchange, type, HttpStatusCode.valueOf(type.status()), detail);
    }

    /** Answers a request that is not well-formed; points at what is wrong if that has a name. */
    public Mono<Void> answer(ServerWebExchange exchange, Flaw flaw) {
        HttpStatusCode status = HttpStatusCode.valueOf(flaw.type().status());
        Map<String, Object> members = members(exchange, flaw.type(), status, flaw.detail());
        if (flaw.pointer() != null) {
            members.put(
                    "errors", List.of(Map.of("pointer", flaw.pointer(), "detail", flaw.detail())));
            members.put("errorCount", 1);
        }
        return write(exchange, flaw.type(), status, members);
    }

    Mono<Void> answer(
            ServerWebExchange exchange, ProblemType type, HttpStatusCode status, String detail) {
        return write(exchange, type, status, members(exchange, type, status, detail));
    }

    private Mono<Void> write(
            ServerWebExchange exchange,
            ProblemType type,
            HttpStatusCode status,
            Map<String, Object> members) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
        if (type == ProblemType.UNAVAILABLE || type == ProblemType.TOO_MANY_REQUESTS) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (type == ProblemType.PAYLOAD_TOO_LARGE || type == ProblemType.REQUEST_TIMEOUT) {
            response.getHeaders().set(HttpHeaders.CONNECTION, "close"); // the rest stays unread
        }
        byte[] body = json.writeValueAsBytes(members);
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static Map<String, Object> members(
            ServerWebExchange exchange, ProblemType type, HttpStatusCode status, String detail) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", type.path());
        members.put("title", type.title());
        members.put("status", status.value());
        members.put("detail", detail);
        members.put("instance", exchange.getRequest().getPath().value());
        TraceIds.of(exchange).ifPresent(traceId -> members.put("traceId", traceId));
        return members;
    }
}
