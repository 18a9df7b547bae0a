package shop.gateway.instances;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/** Of a service's known instances those that should get a request. */
final class PreferredInstances extends DelegatingServiceInstanceListSupplier {

    private final SuspectInstances suspects;

    PreferredInstances(ServiceInstanceListSupplier known, SuspectInstances suspects) {
        super(known);
        this.suspects = suspects;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return known().map(this::among);
    }

    /** All that the registry knows. */
    Flux<List<ServiceInstance>> known() {
        return delegate.get();
    }

    /** Those of the given ones that should get a request; none only if none is given. */
    List<ServiceInstance> among(List<ServiceInstance> instances) {
        return suspects.preferred(instances);
    }
}
