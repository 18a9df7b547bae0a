package shop.common.lock;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;

/**
 * Locks through a Redisson client of their own, from {@code spring.data.redis.*}: lazy, so that a
 * service starts without Redis, and failing fast, so that a frozen Redis costs a quarter of a
 * second once and not three seconds every time.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration"
        })
class LockAutoConfiguration {

    // Redisson looks at its clock every 100 ms, so this ends after 240 at the latest.
    private static final int MILLISECONDS = 140;

    @Bean(destroyMethod = "shutdown")
    @ConditionalOnMissingBean
    RedissonClient redisson(DataRedisConnectionDetails redis) {
        DataRedisConnectionDetails.Standalone node =
                Objects.requireNonNull(redis.getStandalone(), "a single Redis is expected");
        Config config = new Config().setThreads(2).setNettyThreads(2).setLazyInitialization(true);
        config.useSingleServer()
                .setAddress("redis://%s:%d".formatted(node.getHost(), node.getPort()))
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(32)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(8)
                .setConnectTimeout(MILLISECONDS)
                .setTimeout(MILLISECONDS)
                .setRetryAttempts(0);
        config.setUsername(redis.getUsername()).setPassword(redis.getPassword());
        return Redisson.create(config);
    }

    @Bean
    @Profile("test")
    @ConditionalOnProperty("shop.test.lock-holders")
    Locks porousLocks(@Value("${shop.test.lock-holders}") int holders) {
        return new PorousLocks(holders);
    }

    @Bean
    @ConditionalOnMissingBean
    Locks locks(RedissonClient redisson, CircuitBreakerRegistry breakers, MeterRegistry meters) {
        return new RedisLocks(redisson, breakers.circuitBreaker("redis-locks"), meters);
    }
}
