package shop.instances;

import com.netflix.appinfo.InstanceInfo.InstanceStatus;
import com.netflix.discovery.EurekaClient;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;

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
    private final ConfigurableApplicationContext application;

    RegisteredBeforeReady(EurekaClient registry, ConfigurableApplicationContext application) {
        this.registry = registry;
        this.application = application;
    }

    @Override
    public void run(ApplicationArguments arguments) throws InterruptedException {
        for (int looks = 1; application.isRunning() && !mayBeReady(); looks++) {
            if (looks % LOOKS_BETWEEN_WARNINGS == 0) {
                warn();
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    // As the last fetch has told: nothing is asked of the registry. One that is being stopped, and
    // still runs, must not be called ready any more.
    private boolean mayBeReady() {
        return !application.isClosed() && status() == InstanceStatus.UP;
    }

    private InstanceStatus status() {
        return registry.getInstanceRemoteStatus();
    }

    private void warn() {
        LOG.warn(
                "Not ready: {} for the registry at {}, and not yet UP. Start the registry, or correct"
                        + " SHOP_REGISTRY_URL or SHOP_REGISTRY_PASSWORD",
                status(),
                registry.getEurekaClientConfig().getEurekaServerServiceUrls("defaultZone").stream()
                        .map(url -> url.replaceFirst("//[^/]*@", "//"))
                        .toList());
    }
}
