package shop.instances;

import com.netflix.appinfo.InstanceInfo.InstanceStatus;
import com.netflix.discovery.EurekaClient;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.Lifecycle;

/**
 * Keeps an instance from being ready until it has found itself in its copy of the registry, so that
 * an older instance is stopped only when the registry has another one to tell of. Spring Boot calls
 * an application ready when all its runners have ended, and never asks them again: a registry that
 * is lost later takes no instance out of rotation.
 *
 * <p>The instance registers while its context starts, before this runs, and serves what reaches it
 * meanwhile. A stop ends the wait.
 */
final class RegisteredBeforeReady implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(RegisteredBeforeReady.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int LOOKS_BETWEEN_WARNINGS = 100; // five seconds

    private final EurekaClient registry;
    private final Lifecycle application;

    RegisteredBeforeReady(EurekaClient registry, Lifecycle application) {
        this.registry = registry;
        this.application = application;
    }

    @Override
    public void run(ApplicationArguments arguments) throws InterruptedException {
        for (int looks = 1; application.isRunning() && !isRegistered(); looks++) {
            if (looks % LOOKS_BETWEEN_WARNINGS == 0) {
                warn();
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    // As the last fetch has told: nothing is asked of the registry.
    private boolean isRegistered() {
        return registry.getInstanceRemoteStatus() == InstanceStatus.UP;
    }

    private void warn() {
        LOG.warn(
                "Not ready: not yet known to the registry at {}. Start the registry, or correct"
                        + " SHOP_REGISTRY_URL or SHOP_REGISTRY_PASSWORD",
                registry.getEurekaClientConfig().getEurekaServerServiceUrls("defaultZone"));
    }
}
