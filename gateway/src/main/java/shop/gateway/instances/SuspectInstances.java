package shop.gateway.instances;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.CompletionContext;
import org.springframework.cloud.client.loadbalancer.LoadBalancerLifecycle;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.stereotype.Component;

/** Remembers for a while whose connection failed. */
@Component
class SuspectInstances implements LoadBalancerLifecycle<Object, Object, ServiceInstance> {

    private static final Duration SUSPICION = Duration.ofSeconds(5);
    private static final int MOST_INSTANCES = 1_000;

    private final Cache<String, Boolean> suspects;

    @Autowired
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
    List<ServiceInstance> preferred(List<ServiceInstance> instances) {
        List<ServiceInstance> unsuspected = instances.stream().filter(this::trusts).toList();
        return unsuspected.isEmpty() ? instances : unsuspected;
    }

    /** Whether it has had no failure recently. */
    boolean trusts(ServiceInstance instance) {
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
