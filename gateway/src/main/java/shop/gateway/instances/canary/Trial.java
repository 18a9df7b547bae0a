package shop.gateway.instances.canary;

import io.github.resilience4j.core.metrics.Metrics;
import io.github.resilience4j.core.metrics.Metrics.Outcome;
import io.github.resilience4j.core.metrics.SlidingTimeWindowMetrics;
import io.github.resilience4j.core.metrics.Snapshot;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service's newest version against its older ones. Once out, it stays out. */
final class Trial {

    private static final String ATTRIBUTE = Trial.class.getName();

    private final String service;
    private final String canary;
    private final CanaryPolicy policy;
    private final Metrics canaryCalls;
    private final Metrics stableCalls;
    private boolean out;

    Trial(String service, String canary, CanaryPolicy policy, Clock clock) {
        int seconds = (int) policy.window().toSeconds();
        this.service = service;
        this.canary = canary;
        this.policy = policy;
        this.canaryCalls = new SlidingTimeWindowMetrics(seconds, clock);
        this.stableCalls = new SlidingTimeWindowMetrics(seconds, clock);
    }

    /** The one an exchange takes part in; null if there is none. */
    static @Nullable Trial of(Map<String, Object> exchange) {
        return exchange.get(ATTRIBUTE) instanceof Trial trial ? trial : null;
    }

    void rememberIn(Map<String, Object> exchange) {
        exchange.put(ATTRIBUTE, this);
    }

    boolean isOf(String version) {
        return canary.equals(version);
    }

    /** Whether this caller gets the canary. */
    synchronized boolean isFor(Caller caller) {
        return !out && (caller.asksForCanary() || caller.isAmong(policy.share(), canary));
    }

    /** Counts a call; says so if it was the one that takes the canary out. */
    synchronized Optional<CanaryTakenOut> record(String version, boolean failed) {
        Metrics calls = isOf(version) ? canaryCalls : stableCalls;
        var _ = calls.record(0, TimeUnit.NANOSECONDS, failed ? Outcome.ERROR : Outcome.SUCCESS);
        float rate = errorRate(canaryCalls);
        float stableRate = errorRate(stableCalls);
        if (out || rate <= stableRate + policy.bound()) {
            return Optional.empty();
        }
        out = true;
        return Optional.of(new CanaryTakenOut(service, canary, rate, stableRate));
    }

    /** 0 while there are too few calls to tell. */
    private float errorRate(Metrics calls) {
        Snapshot window = calls.getSnapshot();
        return window.getTotalNumberOfCalls() < policy.minimumCalls() ? 0 : window.getFailureRate();
    }
}
