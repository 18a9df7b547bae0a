package shop.gateway.instances;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.RoundRobinLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.SimpleObjectProvider;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import shop.gateway.instances.canary.Canaries;
import shop.instances.RememberedInstances;
import shop.instances.SuspectInstances;

/**
 * Part of every service's own load balancer. It has no annotation on purpose: it must not be found
 * by the scan, or it would become part of the gateway itself.
 */
class LoadBalancing {

    @Bean
    ServiceInstanceListSupplier knownInstances(ConfigurableApplicationContext context) {
        return ServiceInstanceListSupplier.builder()
                .withDiscoveryClient()
                .withCaching()
                .with((_, known) -> new RememberedInstances(known))
                .build(context);
    }

    @Bean
    ReactorServiceInstanceLoadBalancer loadBalancer(
            ServiceInstanceListSupplier known,
            SuspectInstances suspects,
            Canaries canaries,
            Placement placement,
            RequestsInFlight inFlight) {
        PreferredInstances preferred = new PreferredInstances(known, suspects, canaries);
        ReactorServiceInstanceLoadBalancer inTurn =
                new RoundRobinLoadBalancer(
                        new SimpleObjectProvider<>(preferred), known.getServiceId());
        @Nullable String variable = placement.variableOf(known.getServiceId());
        return variable == null
                ? inTurn
                : new HashRingLoadBalancer(variable, preferred, inFlight, inTurn);
    }
}
