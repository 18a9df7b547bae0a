package shop.gateway.instances.canary;

import java.io.IOException;
import java.util.Map;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import shop.gateway.peers.Callers;
import shop.gateway.routes.RouteGuard;

/**
 * Tells the load balancer who asks, and the trial how it went: a 5xx, a broken connection and a
 * passed time limit are failures; of a caller who goes away nothing is known.
 */
@Component
class CanaryFilter implements GlobalFilter, Ordered {

    private static final String DEAD_CANARY = CanaryFilter.class.getName() + ".dead";

    private final Canaries canaries;

    CanaryFilter(Canaries canaries) {
        this.canaries = canaries;
    }

    /** Whether an earlier attempt of the same request got no answer from a version on trial. */
    static boolean hasMetADeadCanary(Map<String, Object> exchange) {
        return exchange.containsKey(DEAD_CANARY);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        exchange.getAttributes().remove(RouteGuard.TIMED_OUT);
        boolean asks =
                "true".equalsIgnoreCase(exchange.getRequest().getHeaders().getFirst("X-Canary"));
        return Callers.nameOf(exchange)
                .doOnNext(name -> new Caller(name, asks).rememberIn(exchange.getAttributes()))
                .flatMap(name -> watched(exchange, chain));
    }

    private Mono<Void> watched(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .doOnSuccess(answered -> answered(exchange))
                .doOnError(IOException.class, broken -> notAnswered(exchange))
                .doOnCancel(() -> {
                    if (exchange.getAttributes().containsKey(RouteGuard.TIMED_OUT)) {
                        notAnswered(exchange);
                    }
                });
    }

    private void answered(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        record(exchange, status != null && status.is5xxServerError());
    }

    /** A repeat goes to a stable instance. */
    private void notAnswered(ServerWebExchange exchange) {
        record(exchange, true);
        exchange.getAttributes().put(DEAD_CANARY, true);
    }

    private void record(ServerWebExchange exchange, boolean failed) {
        Map<String, Object> attributes = exchange.getAttributes();
        Trial trial = Trial.of(attributes);
        if (trial != null
                && attributes.get(ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR)
                        instanceof Response<?> chosen
                && chosen.getServer() instanceof ServiceInstance instance) {
            canaries.record(trial, instance, failed);
        }
    }

    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER - 2;
    }
}
