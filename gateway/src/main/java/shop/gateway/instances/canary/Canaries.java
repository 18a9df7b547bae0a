package shop.gateway.instances.canary;

import io.micrometer.core.instrument.MeterRegistry;
import java.lang.module.ModuleDescriptor.Version;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Which version of a service a caller gets, where several are registered. */
@Component
public class Canaries {

    private static final Logger LOG = LoggerFactory.getLogger(Canaries.class);
    private static final String UNVERSIONED = "0";
    private static final Comparator<String> AGE =
            Comparator.comparing(Canaries::parsed).thenComparing(Comparator.naturalOrder());

    private final CanaryPolicy policy;
    private final ApplicationEventPublisher events;
    private final MeterRegistry meters;
    private final Clock clock;

    /** By service: no more than the routes name. */
    private final Map<String, Trial> trials = new ConcurrentHashMap<>();

    @Autowired
    Canaries(CanaryPolicy policy, ApplicationEventPublisher events, MeterRegistry meters) {
        this(policy, events, meters, Clock.systemUTC());
    }

    Canaries(
            CanaryPolicy policy,
            ApplicationEventPublisher events,
            MeterRegistry meters,
            Clock clock) {
        this.policy = policy;
        this.events = events;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * The instances of the version this request gets: all but the newest version are stable, and so
     * is a version that is alone. Where only one side has an instance that seems to be there, all
     * requests go to that side, whatever the share and whoever was taken out.
     *
     * @param exchange the request's attributes
     * @param trusted whether an instance seems to be there
     * @return some of the known ones; none only if none is known
     */
    public List<ServiceInstance> suitable(
            String service,
            Map<String, Object> exchange,
            List<ServiceInstance> known,
            Predicate<ServiceInstance> trusted) {
        Set<String> versions =
                known.stream().map(Canaries::versionOf).collect(Collectors.toUnmodifiableSet());
        if (versions.size() < 2) {
            if (!known.isEmpty()) { // an empty list is an accident, not the end of a version
                trials.remove(service);
            }
            return known;
        }
        Trial trial = trialOf(service, versions.stream().max(AGE).orElseThrow());
        trial.rememberIn(exchange);
        Map<Boolean, List<ServiceInstance>> split =
                known.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        instance -> trial.isOf(versionOf(instance))));
        List<ServiceInstance> canaries = split.getOrDefault(true, known);
        List<ServiceInstance> stable = split.getOrDefault(false, known);
        boolean getsCanary =
                trial.isFor(Caller.of(exchange)) && !CanaryFilter.hasMetADeadCanary(exchange);
        List<ServiceInstance> wanted = getsCanary ? canaries : stable;
        List<ServiceInstance> other = getsCanary ? stable : canaries;
        return wanted.stream().noneMatch(trusted) && other.stream().anyMatch(trusted)
                ? other
                : wanted;
    }

    /** Counts how a call of a trial went. */
    void record(Trial trial, ServiceInstance instance, boolean failed) {
        trial.record(versionOf(instance), failed).ifPresent(this::announce);
    }

    static String versionOf(ServiceInstance instance) {
        Map<String, String> metadata = instance.getMetadata();
        return metadata == null ? UNVERSIONED : metadata.getOrDefault("version", UNVERSIONED);
    }

    private Trial trialOf(String service, String newest) {
        Trial known = trials.get(service);
        return known != null && known.isOf(newest)
                ? known
                : trials.compute(
                        service,
                        (name, now) ->
                                now != null && now.isOf(newest)
                                        ? now
                                        : new Trial(name, newest, policy, clock));
    }

    private void announce(CanaryTakenOut canary) {
        LOG.warn("The newest version fails too often, no caller gets it any more: {}", canary);
        meters.counter("shop.canaries.taken.out", "service", canary.service()).increment();
        events.publishEvent(canary);
    }

    private static Version parsed(String version) {
        try {
            return Version.parse(version);
        } catch (IllegalArgumentException e) {
            return Version.parse(UNVERSIONED);
        }
    }
}
