package shop.common.remote;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.protocol.HttpContext;
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

    private static final String READ_TIMEOUT = "${spring.http.clients.read-timeout}";

    /** The bulkhead lets in no more calls than there are connections. */
    private static final Timeout FREE_CONNECTION = Timeout.ofMilliseconds(200);

    @Bean
    GuardedGroups guardedGroups(
            CircuitBreakerRegistry breakers,
            BulkheadRegistry bulkheads,
            ObjectProvider<ServiceTokens> tokens,
            @Value(READ_TIMEOUT) Duration readTimeout) {
        return new GuardedGroups(breakers, bulkheads, tokens, readTimeout);
    }

    // Five connections to a host, the client's default, would be the narrowest place of all. And
    // by itself it would repeat what failed or was answered 503, a second later, even a POST.
    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder>
            connectionPool(
                    @Value("${shop.remote.connections-per-service}") int connections,
                    @Value(READ_TIMEOUT) Duration readTimeout) {
        return builder ->
                builder.withConnectionManagerCustomizer(pool ->
                                pool.setMaxConnPerRoute(connections)
                                        .setMaxConnTotal(4 * connections))
                        .withHttpClientCustomizer(HttpClientBuilder::disableAutomaticRetries)
                        .withCustomizer(factory ->
                                factory.setHttpContextFactory((_, _) -> within(readTimeout)));
    }

    /** No call waits longer for its answer than its own caller waits. */
    private static HttpContext within(Duration readTimeout) {
        Duration left = Deadline.in(readTimeout).left();
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(FREE_CONNECTION)
                        .setResponseTimeout(Timeout.ofMilliseconds(Math.max(1, left.toMillis())))
                        .build());
        return context;
    }

    @Bean
    FilterRegistrationBean<DeadlineFilter> deadlineFilter(ProblemWriter problems) {
        FilterRegistrationBean<DeadlineFilter> filter =
                new FilterRegistrationBean<>(new DeadlineFilter(problems));
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        return filter;
    }
}
