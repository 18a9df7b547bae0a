package shop.gateway.limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * A caller's allowance.
 *
 * @param replenishRate requests a second in the long run
 * @param burstCapacity requests at once after a rest
 */
@ConfigurationProperties("shop.gateway.rate-limit")
record RateLimit(@DefaultValue("500") int replenishRate, @DefaultValue("1000") int burstCapacity) {

    RateLimit {
        Assert.isTrue(
                replenishRate > 0 && burstCapacity > 0,
                "shop.gateway.rate-limit: both numbers must be positive");
    }
}
