package shop.instances;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.netflix.eureka.EurekaClientAutoConfiguration;
import org.springframework.cloud.netflix.eureka.serviceregistry.EurekaRegistration;
import org.springframework.cloud.netflix.eureka.serviceregistry.EurekaServiceRegistry;
import org.springframework.context.annotation.Bean;

/** Every load balancer of the application tells one {@link SuspectInstances}. */
@AutoConfiguration(
        after = EurekaClientAutoConfiguration.class,
        afterName =
                "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
class InstancesAutoConfiguration {

    @Bean
    static BracketedAddress bracketedAddress() {
        return new BracketedAddress();
    }

    @Bean
    SuspectInstances suspectInstances() {
        return new SuspectInstances();
    }

    @Bean
    @ConditionalOnBean(MeterRegistry.class)
    SentRequests sentRequests(MeterRegistry meters) {
        return new SentRequests(meters);
    }

    @Bean
    @ConditionalOnBean(EurekaRegistration.class)
    Farewell farewell(
            EurekaServiceRegistry registry, EurekaRegistration self, DiscoveryClient known) {
        return new Farewell(() -> registry.deregister(self), self.getServiceId(), known);
    }
}
