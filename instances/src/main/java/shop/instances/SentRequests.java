package shop.instances;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.CompletionContext;
import org.springframework.cloud.client.loadbalancer.LoadBalancerLifecycle;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.Response;

/**
 * Counts the requests that were sent to each instance, repeats too: {@code shop.instances.requests}
 * by {@code target}. Spring Cloud's own statistics break a request for which no instance is known,
 * as of 5.0.2.
 */
final class SentRequests implements LoadBalancerLifecycle<Object, Object, ServiceInstance> {

    private final MeterRegistry meters;

    SentRequests(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void onStart(Request<Object> request) {}

    @Override
    public void onStartRequest(Request<Object> request, Response<ServiceInstance> chosen) {
        ServiceInstance instance = chosen.getServer();
        if (instance != null) {
            String target = Addresses.of(instance);
            meters.counter("shop.instances.requests", "target", target).increment();
        }
    }

    @Override
    public void onComplete(CompletionContext<Object, ServiceInstance, Object> call) {}
}
