package shop.gateway.instances.canary;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How a new version is tried.
 *
 * @param share percent of callers who get it without asking; 0 leaves it to those who ask
 * @param bound how many percentage points its error rate may lie above the older versions'
 * @param minimumCalls an error rate over fewer calls says nothing
 * @param window over which time error rates are taken, in whole seconds
 */
@ConfigurationProperties("shop.gateway.canary")
record CanaryPolicy(
        @DefaultValue("0") int share,
        @DefaultValue("10") int bound,
        @DefaultValue("20") int minimumCalls,
        @DefaultValue("60s") Duration window) {

    CanaryPolicy {
        Assert.isTrue(share >= 0 && share <= 100, "shop.gateway.canary.share is 0 to 100");
        Assert.isTrue(bound >= 0 && bound < 100, "shop.gateway.canary.bound is 0 to 99");
        Assert.isTrue(minimumCalls > 0, "shop.gateway.canary.minimum-calls must be positive");
        Assert.isTrue(window.toSeconds() > 0, "shop.gateway.canary.window is a second or more");
    }
}
