package shop.gateway.problems;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import shop.edge.ProblemType;
import shop.edge.StandardTypes;

/** What Spring answers with an error status and nothing else becomes a problem. */
@Component
class BareErrors implements WebFilter, Ordered {

    private final Problems problems;

    BareErrors(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange.mutate().response(new Filled(exchange)).build());
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 2;
    }

    private final class Filled extends ServerHttpResponseDecorator {

        private final ServerWebExchange exchange;

        Filled(ServerWebExchange exchange) {
            super(exchange.getResponse());
            this.exchange = exchange;
        }

        @Override
        public Mono<Void> setComplete() {
            ServerHttpResponse response = getDelegate();
            HttpStatusCode status = response.getStatusCode();
            if (status == null || !status.isError() || response.isCommitted()) {
                return response.setComplete();
            }
            ProblemType type = StandardTypes.of(status.value());
            return problems.answer(exchange, type, status, type.meaning());
        }
    }
}
