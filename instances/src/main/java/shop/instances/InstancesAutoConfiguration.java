package shop.instances;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Every load balancer of the application tells one {@link SuspectInstances}. */
@AutoConfiguration
class InstancesAutoConfiguration {

    @Bean
    SuspectInstances suspectInstances() {
        return new SuspectInstances();
    }
}
