package shop.common.lock;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;
import org.redisson.config.SubscriptionMode;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.ssl.SslBundle;

/**
 * Says to Redisson all that Spring Boot knows of where Redis is and how it is entered: one server,
 * one with replicas, one that sentinels watch, or a cluster; by TLS or not; the number of the
 * database; the names and passwords of servers and sentinels.
 */
final class RedisServers {

    // Redisson looks at its clock every 100 ms, so this ends after 240 at the latest.
    private static final int MILLISECONDS = 140;
    private static final int CONNECTIONS = 32;
    private static final int SUBSCRIPTIONS = 8;

    private final String scheme;

    private RedisServers(boolean tls) {
        this.scheme = tls ? "rediss://" : "redis://";
    }

    /**
     * Makes a client's configuration.
     *
     * @param tls with what TLS is spoken, to sentinels too; null if it is not
     */
    static Config of(DataRedisConnectionDetails redis, @Nullable SslBundle tls) {
        Config config = new Config();
        config.setUsername(redis.getUsername()).setPassword(redis.getPassword());
        BaseConfig<?> servers = new RedisServers(tls != null).servers(config, redis);
        servers.setConnectTimeout(MILLISECONDS).setTimeout(MILLISECONDS).setRetryAttempts(0);
        if (tls != null) {
            config.setSslTrustManagerFactory(tls.getManagers().getTrustManagerFactory())
                    .setSslKeyManagerFactory(tls.getManagers().getKeyManagerFactory())
                    .setSslProtocols(tls.getOptions().getEnabledProtocols())
                    .setSslCiphers(tls.getOptions().getCiphers());
        }
        return config;
    }

    private BaseConfig<?> servers(Config config, DataRedisConnectionDetails redis) {
        DataRedisConnectionDetails.Sentinel sentinel = redis.getSentinel();
        if (sentinel != null) {
            return onlyMasters(config.useSentinelServers())
                    .setMasterName(sentinel.getMaster())
                    .setDatabase(sentinel.getDatabase())
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
        DataRedisConnectionDetails.MasterReplica replicated = redis.getMasterReplica();
        if (replicated != null) {
            return onlyMasters(config.useReplicatedServers())
                    .addNodeAddress(addresses(replicated.getNodes()));
        }
        DataRedisConnectionDetails.Standalone node =
                Objects.requireNonNull(redis.getStandalone(), "no Redis is configured");
        return config.useSingleServer()
                .setAddress(address(node.getHost(), node.getPort()))
                .setDatabase(node.getDatabase())
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

    private String[] addresses(List<Node> nodes) {
        return nodes.stream().map(node -> address(node.host(), node.port())).toArray(String[]::new);
    }

    private String address(String host, int port) {
        boolean bareIpv6 = host.indexOf(':') >= 0 && !host.startsWith("[");
        return scheme + (bareIpv6 ? "[" + host + "]" : host) + ":" + port;
    }
}
