package shop.common.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The locks are where the caches are, however {@code spring.data.redis} says where that is. */
@SpringBootTest(
        classes = LockApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.data.redis.host=localhost",
            "spring.data.redis.database=3",
            "spring.data.redis.username=" + TlsRedis.USER,
            "spring.data.redis.password=" + TlsRedis.PASSWORD,
            "spring.data.redis.ssl.bundle=redis",
            "spring.data.redis.timeout=2s"
        })
@ImportAutoConfiguration(SslAutoConfiguration.class)
class TlsIT {

    private static final List<String> ONE = List.of("a");
    private static final String BUNDLE = "spring.ssl.bundle.pem.redis.";

    private static final TlsRedis REDIS = TlsRedis.start();

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry properties) {
        properties.add("spring.data.redis.port", () -> REDIS.port());
        properties.add(BUNDLE + "truststore.certificate", () -> "file:" + REDIS.certificate());
        properties.add(BUNDLE + "keystore.certificate", () -> "file:" + REDIS.certificate());
        properties.add(BUNDLE + "keystore.private-key", () -> "file:" + REDIS.key());
    }

    @AfterAll
    static void stop() throws IOException {
        REDIS.server().stop();
    }

    @Autowired private LockApplication.Asker asker;
    @Autowired private Locks locks;
    @Autowired private StringRedisTemplate database3;

    @Test
    void grantsLocksInTheDatabaseThatWasNamed() {
        await().atMost(Duration.ofSeconds(20)).until(() -> asker.areGranted(ONE));

        List<Boolean> whileHeld =
                locks.holding(
                        "stock",
                        ONE,
                        () -> List.of(database3.hasKey("lock:stock:{33}"), isInUse(0), isInUse(3)));

        assertThat(whileHeld).containsExactly(true, false, true);
    }

    private boolean isInUse(int database) {
        RedisCallback<Properties> keyspace =
                connection -> connection.serverCommands().info("keyspace");
        return Objects.requireNonNull(database3.execute(keyspace)).containsKey("db" + database);
    }
}
