package shop.common.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import redis.embedded.RedisSentinel;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A Redis, a replica of it, and one who watches over them. */
@SpringBootTest(
        classes = LockApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SentinelIT {

    private static final List<String> ONE = List.of("a");
    private static final int MASTER = freePort();
    private static final int SENTINEL = freePort();
    private static final int FOLLOWER = freePort();
    private static final RedisServer REDIS =
            redis(RedisServer.newRedisServer().port(MASTER).setting("repl-diskless-sync-delay 0"));
    private static final RedisServer REPLICA =
            redis(RedisServer.newRedisServer().port(FOLLOWER).slaveOf("127.0.0.1", MASTER));
    private static final RedisSentinel WATCH =
            RedisSentinel.newRedisSentinel()
                    .port(SENTINEL)
                    .bind("127.0.0.1")
                    .masterName("shop")
                    .masterPort(MASTER)
                    .quorumSize(1)
                    .downAfterMilliseconds(500L)
                    .failOverTimeout(5_000L)
                    .build();

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry properties) throws IOException {
        REDIS.start();
        REPLICA.start();
        // A sentinel asks a replica how it is only every ten seconds.
        await().atMost(Duration.ofSeconds(20)).until(SentinelIT::replicaFollows);
        WATCH.start();
        properties.add("spring.data.redis.sentinel.master", () -> "shop");
        properties.add("spring.data.redis.sentinel.nodes", () -> "127.0.0.1:" + SENTINEL);
        properties.add("spring.data.redis.timeout", () -> "1s");
        properties.add(
                "resilience4j.circuitbreaker.instances.redis-locks.wait-duration-in-open-state",
                () -> "200ms");
    }

    @AfterAll
    static void stop() throws IOException {
        WATCH.stop();
        REPLICA.stop();
        REDIS.stop();
    }

    @Autowired private Locks locks;
    @Autowired private LockApplication.Asker asker;
    @Autowired private StringRedisTemplate redis;
    @Autowired private RedisConnectionFactory connections;

    @Test
    void locksAtWhoeverIsTheMaster() throws IOException {
        await().atMost(Duration.ofSeconds(20)).until(() -> asker.areGranted(ONE));
        await().atMost(Duration.ofSeconds(30)).until(this::replicaIsKnown);
        REDIS.stop();
        assertThat(locks.holding("stock", ONE, () -> "goes on")).isEqualTo("goes on");
        await().atMost(Duration.ofSeconds(30)).until(() -> asker.areGranted(ONE));
        assertThat(redis.hasKey("nobody has this")).isFalse();
    }

    private static boolean replicaFollows() {
        try (RedisClient client = RedisClient.create("redis://127.0.0.1:" + FOLLOWER)) {
            return client.connect().sync().info("replication").contains("master_link_status:up");
        }
    }

    private boolean replicaIsKnown() {
        return connections.getSentinelConnection().replicas(() -> "shop").stream()
                .anyMatch(node -> "ok".equals(node.get("master-link-status")));
    }

    private static RedisServer redis(RedisServerBuilder redis) {
        try {
            return redis.bind("127.0.0.1").build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
