package shop.gateway.limits;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import shop.edge.ProblemType;
import shop.gateway.peers.Callers;
import shop.gateway.problems.Problems;

/** Lets no caller have more than its share of the services. Pages and refusals are free. */
@Component
class RateLimitFilter implements GlobalFilter, Ordered {

    private final SharedBuckets buckets;
    private final Problems problems;

    RateLimitFilter(SharedBuckets buckets, Problems problems) {
        this.buckets = buckets;
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Callers.nameOf(exchange)
                .flatMap(buckets::tryTake)
                .flatMap(taken -> taken ? chain.filter(exchange) : refuse(exchange));
    }

    private Mono<Void> refuse(ServerWebExchange exchange) {
        return problems.answer(
                exchange,
                ProblemType.TOO_MANY_REQUESTS,
                "You have used up your share of requests for the moment.");
    }

    @Override
    public int getOrder() {
        return -50;
    }
}
