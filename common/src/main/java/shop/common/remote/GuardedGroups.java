package shop.common.remote;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import shop.common.security.ServiceTokens;

/**
 * Puts the guards around every HTTP service group there is; breaker and bulkhead bear the group's
 * name. Groups with different names have different guards, also where they call the same service.
 */
final class GuardedGroups implements RestClientHttpServiceGroupConfigurer {

    /** After Spring Boot's (0) and the load balancer's (10). */
    private static final int LAST = 20;

    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;
    private final ObjectProvider<ServiceTokens> tokens;
    private final Duration readTimeout;

    GuardedGroups(
            CircuitBreakerRegistry breakers,
            BulkheadRegistry bulkheads,
            ObjectProvider<ServiceTokens> tokens,
            Duration readTimeout) {
        this.breakers = breakers;
        this.bulkheads = bulkheads;
        this.tokens = tokens;
        this.readTimeout = readTimeout;
    }

    @Override
    public int getOrder() {
        return LAST;
    }

    @Override
    public void configureGroups(Groups<RestClient.Builder> groups) {
        ServiceTokens own = tokens.getIfAvailable();
        groups.forEachGroup((group, client, factory) -> {
            client.requestInitializer(request -> prepare(request, own));
            factory.exchangeAdapterDecorator(adapter ->
                    new GuardedExchange(
                            adapter,
                            breakers.circuitBreaker(group.name()),
                            bulkheads.bulkhead(group.name()),
                            own));
        });
    }

    /** The token comes first: fetching one takes time, of which the peer must not be told. */
    private void prepare(ClientHttpRequest request, @Nullable ServiceTokens own) {
        if (own != null) {
            request.getHeaders().setBearerAuth(own.current());
        }
        long left = Deadline.in(readTimeout).left().toMillis();
        request.getHeaders().set(Deadline.HEADER, Long.toString(left));
    }
}
