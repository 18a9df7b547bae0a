package shop.common.lock;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
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
 * Locks through a Redisson client of their own, from {@code spring.data.redis.*}, one Redis, one
 * that sentinels watch, or a cluster: lazy, so that a service starts without Redis, and failing
 * fast, so that a frozen Redis costs a quarter of a second once and not three seconds every time.
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
        BaseConfig<?> servers = servers(config, redis);
        servers.setConnectTimeout(MILLISECONDS).setTimeout(MILLISECONDS).setRetryAttempts(0);
        config.setUsername(redis.getUsername()).setPassword(redis.getPassword());
        return Redisson.create(config);
    }

    private static BaseConfig<?> servers(Config config, DataRedisConnectionDetails redis) {
        DataRedisConnectionDetails.Sentinel sentinel = redis.getSentinel();
        if (sentinel != null) {
            return onlyMasters(config.useSentinelServers())
                    .setMasterName(sentinel.getMaster())
                    .addSentinelAddress(addresses(sentinel.getNodes()))
                    .setSentinelUsername(sentinel.getUsername())
                    .setSentinelPassword(sentinel.getPassword())
                    .setCheckSentinelsList(false);
        }
        DataRedisConnectionDetails.Cluster cluster = redis.getCluster();
        if (cluster != null) {
            return onlyMasters(config.useClusterServers())
                    .addNodeAddress(addresses(cluster.getNodes()));
        }
        DataRedisConnectionDetails.Standalone node =
                Objects.requireNonNull(redis.getStandalone(), "no Redis is configured");
        return config.useSingleServer()
                .setAddress(address(node.getHost(), node.getPort()))
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(SUBSCRIPTIONS);
    }

    // What a replica says of a lock may be old.
    private static <T extends BaseMasterSlaveServersConfig<T>> T onlyMasters(T servers) {
        return servers.setReadMode(ReadMode.MASTER)
                .setSubscriptionMode(SubscriptionMode.MASTER)
                .setMasterConnectionMinimumIdleSize(1)
                .setMasterConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(SUBSCRIPTIONS);
    }

    private static String[] addresses(List<DataRedisConnectionDetails.Node> nodes) {
        return nodes.stream().map(node -> address(node.host(), node.port())).toArray(String[]::new);
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
