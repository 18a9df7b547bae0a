package shop.gateway.instances;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.RequestData;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;
import shop.gateway.instances.canary.Canaries;
import shop.instances.Addresses;
import shop.instances.SuspectInstances;

/** Of a service's known instances those that should get a request. */
final class PreferredInstances extends DelegatingServiceInstanceListSupplier {

    private final SuspectInstances suspects;
    private final Canaries canaries;

    PreferredInstances(
            ServiceInstanceListSupplier known, SuspectInstances suspects, Canaries canaries) {
        super(known);
        this.suspects = suspects;
        this.canaries = canaries;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return delegate.get().map(suspects::preferred);
    }

    @Override
    public Flux<List<ServiceInstance>> get(@SuppressWarnings("rawtypes") Request request) {
        Map<String, Object> exchange = exchangeOf(request);
        return known().map(instances -> among(exchange, instances));
    }

    /** All that the registry knows. */
    Flux<List<ServiceInstance>> known() {
        return delegate.get();
    }

    /** Those of the given ones that should get the request; none only if none is given. */
    List<ServiceInstance> among(Map<String, Object> exchange, List<ServiceInstance> instances) {
        List<ServiceInstance> suitable =
                canaries.suitable(getServiceId(), exchange, instances, suspects::trusts);
        return suspects.preferred(untried(Attempt.of(exchange), suitable));
    }

    /** All, if all have been tried. */
    private static List<ServiceInstance> untried(Attempt attempt, List<ServiceInstance> suitable) {
        Set<String> tried = attempt.triedBefore();
        List<ServiceInstance> untried =
                suitable.stream()
                        .filter(instance -> !tried.contains(Addresses.of(instance)))
                        .toList();
        return untried.isEmpty() ? suitable : untried;
    }

    /** The attributes of the exchange a request belongs to; none if it is not the gateway's. */
    static Map<String, Object> exchangeOf(Request<?> request) {
        RequestData data =
                request.getContext() instanceof RequestDataContext context
                        ? context.getClientRequest()
                        : null;
        return data == null ? new HashMap<>() : data.getAttributes();
    }
}
