package shop.instances;

import com.netflix.appinfo.InstanceInfo.InstanceStatus;
import com.netflix.discovery.EurekaClient;
import com.netflix.discovery.shared.Application;
import com.netflix.discovery.shared.Applications;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * An instance that is told to stop says so first, and goes on working until everybody has heard of
 * it: the registry answers from a copy that is half a second old at most, clients ask it once a
 * second, and their load balancers remember what they heard for a second. Only then does the server
 * stop to accept requests.
 *
 * <p>An instance that is alone stops at once: there is no other instance to go to. The registry has
 * the last word on that, for the other one may have started just now; a registry that does not
 * answer is waited for no longer than its client's time limits.
 */
final class Farewell implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    private static final Duration UNTIL_ALL_KNOW = Duration.ofSeconds(3);

    private final Runnable leave;
    private final EurekaClient registry;
    private final String service;
    private final String self;
    private volatile boolean running;

    Farewell(Runnable leave, EurekaClient registry, String service, String self) {
        this.leave = leave;
        this.registry = registry;
        this.service = service;
        this.self = self;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (isAlone()) {
            return;
        }
        leave.run();
        LOG.info("Leaving; requests go to the others within {}", UNTIL_ALL_KNOW);
        long end = System.nanoTime() + UNTIL_ALL_KNOW.toNanos();
        for (long left; (left = end - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }

    // The registry itself is asked only where the copy, a second old, knows of no other instance.
    private boolean isAlone() {
        return !hasOthers(registry.getApplications()) && !hasOthers(registry.getApplications(null));
    }

    private boolean hasOthers(@Nullable Applications told) {
        @Nullable Application all = told == null ? null : told.getRegisteredApplications(service);
        return all != null
                && all.getInstances().stream()
                        .filter(instance -> instance.getStatus() == InstanceStatus.UP)
                        .anyMatch(instance -> !instance.getId().equals(self));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the server stops to accept requests. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
