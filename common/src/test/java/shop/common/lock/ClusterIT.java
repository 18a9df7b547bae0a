package shop.common.lock;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.testing.RedisCluster;

/** Locks that lie in different places of a Redis Cluster are held together all the same. */
@SpringBootTest(
        classes = LockApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ClusterIT {

    private static final List<String> MANY =
            IntStream.range(0, 20).mapToObj(Integer::toString).toList();

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry properties) {
        String nodes = RedisCluster.start();
        properties.add("spring.data.redis.cluster.nodes", () -> nodes);
    }

    @Autowired private LockApplication.Asker asker;

    @Test
    void grantsAllThatAreWanted() {
        await().atMost(Duration.ofSeconds(20)).until(() -> asker.areGranted(MANY));
    }
}
