package shop.common.remote;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import shop.common.problem.ProblemWriter;
import shop.common.security.ServiceTokens;

/** Guards for every call, and the deadline at the door. */
@AutoConfiguration(
        afterName = {
            "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration",
            "io.github.resilience4j.springboot.bulkhead.autoconfigure.BulkheadAutoConfiguration"
        })
@LoadBalancerClients(defaultConfiguration = TrustedInstances.class)
class RemoteAutoConfiguration {

    @Bean
    GuardedGroups guardedGroups(
            CircuitBreakerRegistry breakers,
            BulkheadRegistry bulkheads,
            ObjectProvider<ServiceTokens> tokens) {
        return new GuardedGroups(breakers, bulkheads, tokens);
    }

    // Five connections to a host, the client's default, would be the narrowest place of all. And
    // by itself it would repeat what failed or was answered 503, a second later, even a POST.
    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder>
            connectionPool(@Value("${shop.remote.connections-per-service}") int connections) {
        return builder ->
                builder.withConnectionManagerCustomizer(pool ->
                                pool.setMaxConnPerRoute(connections)
                                        .setMaxConnTotal(4 * connections))
                        .withHttpClientCustomizer(HttpClientBuilder::disableAutomaticRetries)
                        .withDefaultRequestConfigCustomizer(request ->
                                request.setConnectionRequestTimeout(Timeout.ofMilliseconds(500)));
    }

    @Bean
    FilterRegistrationBean<DeadlineFilter> deadlineFilter(ProblemWriter problems) {
        FilterRegistrationBean<DeadlineFilter> filter =
                new FilterRegistrationBean<>(new DeadlineFilter(problems));
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        return filter;
    }
}
