package shop.common.lock;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.BaseConfig;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;
import org.redisson.config.SubscriptionMode;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;

/**
 * Locks through a Redisson client of their own, from {@code spring.data.redis.*}, one Redis or one
 * that sentinels watch: lazy, so that a service starts without Redis, and failing fast, so that a
 * frozen Redis costs a quarter of a second once and not three seconds every time.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration"
        })
class LockAutoConfiguration {

    // Redisson looks at its clock every 100 ms, so this ends after 240 at the latest.
    private static final int MILLISECONDS = 140;
    private static final int CONNECTIONS = 32;
    private static final int SUBSCRIPTIONS = 8;

    @Bean(destroyMethod = "shutdown")
    @ConditionalOnMissingBean
    RedissonClient redisson(DataRedisConnectionDetails redis) {
        Config config = new Config().setThreads(2).setNettyThreads(2).setLazyInitialization(true);
        DataRedisConnectionDetails.Sentinel sentinel = redis.getSentinel();
        BaseConfig<?> servers =
                sentinel == null ? single(config, redis) : guarded(config, sentinel);
        servers.setConnectTimeout(MILLISECONDS).setTimeout(MILLISECONDS).setRetryAttempts(0);
        config.setUsername(redis.getUsername()).setPassword(redis.getPassword());
        return Redisson.create(config);
    }

    private static BaseConfig<?> single(Config config, DataRedisConnectionDetails redis) {
        DataRedisConnectionDetails.Standalone node =
                Objects.requireNonNull(
                        redis.getStandalone(), "a Redis or its sentinels are expected");
        return config.useSingleServer()
                .setAddress(address(node.getHost(), node.getPort()))
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(SUBSCRIPTIONS);
    }

    // Only the master is asked: what a replica says of a lock may be old.
    private static BaseConfig<?> guarded(
            Config config, DataRedisConnectionDetails.Sentinel sentinel) {
        String[] addresses =
                sentinel.getNodes().stream()
                        .map(node -> address(node.host(), node.port()))
                        .toArray(String[]::new);
        return config.useSentinelServers()
                .setMasterName(sentinel.getMaster())
                .addSentinelAddress(addresses)
                .setSentinelUsername(sentinel.getUsername())
                .setSentinelPassword(sentinel.getPassword())
                .setCheckSentinelsList(false)
                .setReadMode(ReadMode.MASTER)
                .setSubscriptionMode(SubscriptionMode.MASTER)
                .setMasterConnectionMinimumIdleSize(1)
                .setMasterConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(SUBSCRIPTIONS);
    }

    private static String address(String host, int port) {
        return "redis://%s:%d".formatted(host, port);
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
