package shop.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import redis.embedded.RedisShardedCluster;

/** A Redis Cluster of three masters, embedded also where there is Docker; it stops with the JVM. */
public final class RedisCluster {

    private RedisCluster() {}

    /**
     * Starts one.
     *
     * @return its nodes, as {@code spring.data.redis.cluster.nodes} wants them
     */
    public static String start() {
        try {
            RedisShardedCluster cluster =
                    RedisShardedCluster.newRedisCluster()
                            .ephemeral()
                            .shard("first", 0)
                            .shard("second", 0)
                            .shard("third", 0)
                            .build();
            cluster.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster)));
            return cluster.ports().stream()
                    .map(port -> "127.0.0.1:" + port)
                    .collect(Collectors.joining(","));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the embedded Redis Cluster", e);
        }
    }

    private static void stop(RedisShardedCluster cluster) {
        try {
            cluster.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the embedded Redis Cluster", e);
        }
    }
}
