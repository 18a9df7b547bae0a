package shop.gateway.instances;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;

/**
 * Part of every service's own load balancer. It has no annotation on purpose: it must not be found
 * by the scan, or it would become part of the gateway itself.
 */
class PreferredInstances {

    @Bean
    ServiceInstanceListSupplier instances(
            ConfigurableApplicationContext context, SuspectInstances suspects) {
        return ServiceInstanceListSupplier.builder()
                .withDiscoveryClient()
                .withCaching()
                .with((ignored, known) -> new Supplier(known, suspects))
                .build(context);
    }

    private static final class Supplier extends DelegatingServiceInstanceListSupplier {

        private final SuspectInstances suspects;

        Supplier(ServiceInstanceListSupplier known, SuspectInstances suspects) {
            super(known);
            this.suspects = suspects;
        }

        @Override
        public Flux<List<ServiceInstance>> get() {
            return delegate.get().map(suspects::preferred);
        }
    }
}
