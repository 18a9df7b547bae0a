package shop.instances;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/**
 * The known instances of one service, and the last ones that were known where suddenly there is
 * none: a registry that has lost its memory says the same as one whose last instance is gone.
 *
 * <p>After {@value #SECONDS} seconds without any instance it is believed, if it was asked for
 * meanwhile: who has not asked for as long does not know whether there were some. A service that is
 * really gone costs no more than a refused connection until then.
 */
public final class RememberedInstances extends DelegatingServiceInstanceListSupplier {

    /** Several times as long as all instances need to register again. */
    static final int SECONDS = 15;

    private static final Duration DOUBTED = Duration.ofSeconds(SECONDS);
    private static final Logger LOG = LoggerFactory.getLogger(RememberedInstances.class);

    private final Ticker clock;
    private List<ServiceInstance> last = List.of();
    private @Nullable Long noneSince;
    private long asked;

    /** Remembers what this one tells. */
    public RememberedInstances(ServiceInstanceListSupplier known) {
        this(known, Ticker.systemTicker());
    }

    RememberedInstances(ServiceInstanceListSupplier known, Ticker clock) {
        super(known);
        this.clock = clock;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return delegate.get().map(this::believed);
    }

    private synchronized List<ServiceInstance> believed(List<ServiceInstance> told) {
        long before = asked;
        asked = clock.read();
        if (!told.isEmpty() || last.isEmpty()) {
            last = told;
            noneSince = null;
            return told;
        }
        if (noneSince == null || asked - before >= DOUBTED.toNanos()) {
            noneSince = asked;
            LOG.warn(
                    "No instance of {} is known any more; going on with {} for {} s",
                    getServiceId(),
                    last.stream().map(Addresses::of).toList(),
                    SECONDS);
        }
        boolean doubted = asked - noneSince < DOUBTED.toNanos();
        return doubted ? last : told;
    }
}
