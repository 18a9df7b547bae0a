package shop.gateway.instances;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * How many requests each instance has been sent by this gateway and not answered yet; an answer's
 * head ends one, and so do an error, a time limit and a caller who goes away. Only instances of
 * services with consistent hashing are counted.
 *
 * <p>A filter and not a {@code LoadBalancerLifecycle}: the gateway does not tell that one of
 * requests which are cancelled, as every time limit does, and they would count for ever.
 */
@Component
class RequestsInFlight implements GlobalFilter, Ordered {

    /** Without those at zero, so it is no larger than the number of requests. */
    private final Map<String, Integer> counts = new HashMap<>();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.using(
                () -> Attempt.begin(exchange.getAttributes()),
                attempt -> chain.filter(exchange),
                this::end);
    }

    /**
     * Chooses an instance and counts the request there, in one step: no two requests can take the
     * same room.
     *
     * @param choice of these addresses, each with its count
     */
    synchronized String place(
            Attempt attempt,
            Collection<String> addresses,
            Function<Map<String, Integer>, String> choice) {
        String chosen =
                choice.apply(
                        addresses.stream()
                                .collect(Collectors.toMap(Function.identity(), this::at)));
        if (attempt.goesTo(chosen)) {
            counts.merge(chosen, 1, Integer::sum);
        }
        return chosen;
    }

    /** How many are there now. */
    synchronized int at(String address) {
        return counts.getOrDefault(address, 0);
    }

    private synchronized void end(Attempt attempt) {
        attempt.end();
        String address = attempt.address();
        if (address != null) {
            counts.computeIfPresent(address, RequestsInFlight::oneLess);
        }
    }

    private static @Nullable Integer oneLess(String address, int count) {
        return count == 1 ? null : count - 1;
    }

    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER - 1;
    }
}
