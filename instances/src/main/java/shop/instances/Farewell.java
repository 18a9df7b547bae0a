package shop.instances;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.SmartLifecycle;

/**
 * An instance that is told to stop says so first, and goes on working until everybody has heard of
 * it: the registry answers from a copy that is half a second old at most, clients ask it once a
 * second, and their load balancers remember what they heard for a second. Only then does the server
 * stop to accept requests.
 *
 * <p>An instance that is alone stops at once: there is nobody else to go to.
 */
final class Farewell implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    private static final Duration UNTIL_ALL_KNOW = Duration.ofSeconds(3);

    private final Runnable leave;
    private final String service;
    private final DiscoveryClient known;
    private volatile boolean running;

    Farewell(Runnable leave, String service, DiscoveryClient known) {
        this.leave = leave;
        this.service = service;
        this.known = known;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (known.getInstances(service).size() < 2) {
            return;
        }
        leave.run();
        LOG.info("Leaving; requests go to the others within {}", UNTIL_ALL_KNOW);
        long end = System.nanoTime() + UNTIL_ALL_KNOW.toNanos();
        for (long left; (left = end - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
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
