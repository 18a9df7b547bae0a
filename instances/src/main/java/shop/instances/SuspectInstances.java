package shop.instances;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    /** From the least to the most suspect. */
    private enum Suspicion {
        NONE,
        /** It took too long, as a busy one does. */
        SLOW,
        /** There was no connection, or it broke. */
        GONE;

        Suspicion or(Suspicion other) {
            return compareTo(other) > 0 ? this : other;
        }
    }

    private final Cache<String, Suspicion> suspects;

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

    /** The least suspect: those without a recent failure, or if there are none the slow ones. */
    public List<ServiceInstance> preferred(List<ServiceInstance> instances) {
        // Each is looked at once: it may become suspect meanwhile, and some must be left.
        TreeMap<Suspicion, List<ServiceInstance>> bySuspicion =
                instances.stream()
                        .collect(
                                Collectors.groupingBy(
                                        this::of, TreeMap::new, Collectors.toUnmodifiableList()));
        return bySuspicion.isEmpty() ? List.of() : bySuspicion.firstEntry().getValue();
    }

    /** Whether it has had no failure recently. */
    public boolean trusts(ServiceInstance instance) {
        return of(instance) == Suspicion.NONE;
    }

    private Suspicion of(ServiceInstance instance) {
        Suspicion suspicion = suspects.getIfPresent(Addresses.of(instance));
        return suspicion == null ? Suspicion.NONE : suspicion;
    }

    @Override
    public void onStart(Request<Object> request) {}

    @Override
    public void onStartRequest(Request<Object> request, Response<ServiceInstance> chosen) {}

    @Override
    public void onComplete(CompletionContext<Object, ServiceInstance, Object> call) {
        ServiceInstance instance = instanceOf(call.getLoadBalancerResponse());
        if (instance != null && call.getThrowable() instanceof IOException failure) {
            Suspicion suspicion =
                    failure instanceof InterruptedIOException ? Suspicion.SLOW : Suspicion.GONE;
            suspects.asMap().merge(Addresses.of(instance), suspicion, Suspicion::or);
        }
    }

    private static @Nullable ServiceInstance instanceOf(
            @Nullable Response<ServiceInstance> response) {
        return response == null ? null : response.getServer();
    }
}
