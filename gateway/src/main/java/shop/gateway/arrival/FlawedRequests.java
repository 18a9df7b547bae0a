package shop.gateway.arrival;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import shop.edge.Flaw;
import shop.edge.ProblemType;
import shop.gateway.problems.Problems;

/** Answers those requests that {@link RequestGate} put in the place of flawed ones. */
@Component
class FlawedRequests implements WebFilter, Ordered {

    private static final String METHODS = "GET, HEAD, POST";

    private final Problems problems;

    FlawedRequests(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return FlawedRequest.flawOf(exchange.getRequest())
                .map(flaw -> answer(exchange, flaw))
                .orElseGet(() -> chain.filter(exchange));
    }

    private Mono<Void> answer(ServerWebExchange exchange, Flaw flaw) {
        if (flaw.type() == ProblemType.METHOD_NOT_ALLOWED) {
            exchange.getResponse().getHeaders().set(HttpHeaders.ALLOW, METHODS);
        }
        return problems.answer(exchange, flaw);
    }

    /** Behind the filters that begin a trace and name it. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1;
    }
}
