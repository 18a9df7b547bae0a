package shop.common.remote;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import shop.common.security.ServiceTokens;

/**
 * Puts the guards around every HTTP service group there is; breaker and bulkhead bear the group's
 * name, which is the target service's.
 */
final class GuardedGroups implements RestClientHttpServiceGroupConfigurer {

    /** After Spring Boot's (0) and the load balancer's (10). */
    private static final int LAST = 20;

    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;
    private final ObjectProvider<ServiceTokens> tokens;

    GuardedGroups(
            CircuitBreakerRegistry breakers,
            BulkheadRegistry bulkheads,
            ObjectProvider<ServiceTokens> tokens) {
        this.breakers = breakers;
        this.bulkheads = bulkheads;
        this.tokens = tokens;
    }

    @Override
    public int getOrder() {
        return LAST;
    }

    @Override
    public void configureGroups(Groups<RestClient.Builder> groups) {
        groups.forEachGroup((group, client, factory) -> {
            client.requestInitializer(request -> {
                Deadline deadline = Deadline.current();
                if (deadline != null) {
                    request.getHeaders()
                            .set(Deadline.HEADER, Long.toString(deadline.left().toMillis()));
                }
                tokens.ifAvailable(own -> request.getHeaders().setBearerAuth(own.current()));
            });
            factory.exchangeAdapterDecorator(adapter ->
                    new GuardedExchange(
                            adapter,
                            breakers.circuitBreaker(group.name()),
                            bulkheads.bulkhead(group.name())));
        });
    }
}
