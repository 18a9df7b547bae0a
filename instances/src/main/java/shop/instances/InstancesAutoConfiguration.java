package shop.instances;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.context.annotation.Bean;

/** Every load balancer of the application tells one {@link SuspectInstances}. */
@AutoConfiguration(
        afterName = "org.springframework.cloud.netflix.eureka.EurekaClientAutoConfiguration")
class InstancesAutoConfiguration {

    @Bean
    SuspectInstances suspectInstances() {
        return new SuspectInstances();
    }

    @Bean
    @ConditionalOnBean({ServiceRegistry.class, Registration.class})
    Farewell farewell(
            ServiceRegistry<Registration> registry, Registration self, DiscoveryClient known) {
        return new Farewell(registry, self, known);
    }
}
