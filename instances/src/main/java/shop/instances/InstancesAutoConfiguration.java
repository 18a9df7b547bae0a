package shop.instances;

import com.netflix.discovery.EurekaClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.cloud.netflix.eureka.EurekaClientAutoConfiguration;
import org.springframework.cloud.netflix.eureka.serviceregistry.EurekaRegistration;
import org.springframework.cloud.netflix.eureka.serviceregistry.EurekaServiceRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application gets that finds others in the registry, and is found there. */
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

    /** How an instance starts and stops that others find in the registry. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(EurekaRegistration.class)
    @ConditionalOnBooleanProperty(
            prefix = "eureka.client",
            name = {"register-with-eureka", "fetch-registry"},
            matchIfMissing = true)
    static class Registered {

        @Bean
        Farewell farewell(
                EurekaServiceRegistry registry, EurekaRegistration self, EurekaClient client) {
            return new Farewell(
                    () -> registry.deregister(self),
                    client,
                    self.getServiceId(),
                    self.getInstanceId());
        }

        /**
         * Not where Eureka tells of an instance's health, which is not UP before this has ended.
         */
        @Bean
        @ConditionalOnBooleanProperty(
                name = "eureka.client.healthcheck.enabled",
                havingValue = false,
                matchIfMissing = true)
        RegisteredBeforeReady registeredBeforeReady(
                EurekaClient registry, ConfigurableApplicationContext application) {
            return new RegisteredBeforeReady(registry, application);
        }
    }
}
