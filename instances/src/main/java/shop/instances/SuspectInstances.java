package shop.instances;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.CompletionContext;
import org.springframework.cloud.client.loadbalancer.LoadBalancerLifecycle;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.Response;

/**
 * Remembers for a quarter of a minute whose connection failed: longer than it takes until the
 * registry and everybody's copies have forgotten an instance that was killed.
 */
public final class SuspectInstances
        implements LoadBalancerLifecycle<Object, Object, ServiceInstance> {

    private static final Duration SUSPICION = Duration.ofSeconds(15);
    private static final int MOST_INSTANCES = 1_000;

    private final Cache<String, Boolean> suspects;

    SuspectInstances() {
        this(Ticker.systemTicker());
    }

    SuspectInstances(Ticker clock) {
        this.suspects =
                Caffeine.newBuilder()
                        .ticker(clock)
                        .maximumSize(MOST_INSTANCES)
                        .expireAfterWrite(SUSPICION)
                        .build();
    }

    /** Those without a recent failure, or all if none is without. */
    public List<ServiceInstance> preferred(List<ServiceInstance> instances) {
        List<ServiceInstance> unsuspected = instances.stream().filter(this::trusts).toList();
        return unsuspected.isEmpty() ? instances : unsuspected;
    }

    /** Whether it has had no failure recently. */
    public boolean trusts(ServiceInstance instance) {
        return suspects.getIfPresent(Addresses.of(instance)) == null;
    }

    @Override
    public void onStart(Request<Object> request) {}

    @Override
    public void onStartRequest(Request<Object> request, Response<ServiceInstance> chosen) {}

    @Override
    public void onComplete(CompletionContext<Object, ServiceInstance, Object> call) {
        ServiceInstance instance = instanceOf(call.getLoadBalancerResponse());
        if (instance != null && call.getThrowable() instanceof IOException) {
            suspects.put(Addresses.of(instance), true);
        }
    }

    private static @Nullable ServiceInstance instanceOf(
            @Nullable Response<ServiceInstance> response) {
        return response == null ? null : response.getServer();
    }
}
