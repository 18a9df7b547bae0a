package shop.common.remote;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;
import shop.instances.RememberedInstances;
import shop.instances.SuspectInstances;

/**
 * Part of every peer's own load balancer, which takes turns among the instances that are not
 * suspected. It has no annotation on purpose: it must not be found among the application's beans.
 */
class TrustedInstances {

    @Bean
    ServiceInstanceListSupplier trusted(
            ConfigurableApplicationContext context, SuspectInstances suspects) {
        return ServiceInstanceListSupplier.builder()
                .withBlockingDiscoveryClient()
                .withCaching()
                .with((_, known) -> new RememberedInstances(known))
                .with((_, known) -> new Supplier(known, suspects))
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
