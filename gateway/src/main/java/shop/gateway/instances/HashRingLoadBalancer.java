package shop.gateway.instances;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultResponse;
import org.springframework.cloud.client.loadbalancer.EmptyResponse;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import reactor.core.publisher.Mono;
import shop.instances.Addresses;

/**
 * Sends requests with the same key to the same instance, by a {@link HashRing} with bounded loads;
 * requests without a key go in turn.
 *
 * <p>A suspected instance is passed by, as are those where the same request was tried before; they
 * stay on the ring, so everybody else's keys stay where they are. With several gateways each bounds
 * the load it makes itself. Not guaranteed: that none is above 1.25 times the mean <em>after</em>
 * others have finished; running requests do not move.
 */
final class HashRingLoadBalancer implements ReactorServiceInstanceLoadBalancer {

    private final String variable;
    private final PreferredInstances preferred;
    private final RequestsInFlight inFlight;
    private final ReactorServiceInstanceLoadBalancer inTurn;
    private volatile HashRing ring = new HashRing(Set.of());

    /**
     * Begins with an empty ring.
     *
     * @param variable the variable of the route's path that is the key
     * @param inTurn for requests without one
     */
    HashRingLoadBalancer(
            String variable,
            PreferredInstances preferred,
            RequestsInFlight inFlight,
            ReactorServiceInstanceLoadBalancer inTurn) {
        this.variable = variable;
        this.preferred = preferred;
        this.inFlight = inFlight;
        this.inTurn = inTurn;
    }

    @Override
    public Mono<Response<ServiceInstance>> choose(@SuppressWarnings("rawtypes") Request request) {
        Map<String, Object> exchange = PreferredInstances.exchangeOf(request);
        String key = keyOf(exchange);
        return key == null
                ? inTurn.choose(request).doOnNext(response -> count(Attempt.of(exchange), response))
                : preferred.known().next().map(known -> place(exchange, key, known));
    }

    private Response<ServiceInstance> place(
            Map<String, Object> exchange, String key, List<ServiceInstance> known) {
        if (known.isEmpty()) {
            return new EmptyResponse();
        }
        HashRing current = ringOf(known);
        Map<String, ServiceInstance> usable =
                preferred.among(exchange, known).stream()
                        .collect(
                                Collectors.toMap(
                                        Addresses::of, Function.identity(), (one, same) -> one));
        String owner =
                inFlight.place(
                        Attempt.of(exchange),
                        usable.keySet(),
                        loads -> current.ownerOf(key, loads));
        return new DefaultResponse(Objects.requireNonNull(usable.get(owner)));
    }

    private HashRing ringOf(List<ServiceInstance> known) {
        Set<String> addresses =
                known.stream().map(Addresses::of).collect(Collectors.toUnmodifiableSet());
        HashRing current = ring;
        if (!current.instances().equals(addresses)) {
            current = new HashRing(addresses);
            ring = current;
        }
        return current;
    }

    private void count(Attempt attempt, Response<ServiceInstance> response) {
        ServiceInstance instance = response.getServer();
        if (instance != null) {
            String address = Addresses.of(instance);
            inFlight.place(attempt, Set.of(address), loads -> address);
        }
    }

    private @Nullable String keyOf(Map<String, Object> exchange) {
        return exchange.get(ServerWebExchangeUtils.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                                instanceof Map<?, ?> variables
                        && variables.get(variable) instanceof String key
                ? key
                : null;
    }
}
