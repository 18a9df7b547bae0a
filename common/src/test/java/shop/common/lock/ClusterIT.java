package shop.common.lock;

import static org.awaitility.Awaitility.await;

import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.testing.RedisCluster;

/** Locks that lie in different places of a Redis Cluster are held together all the same. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ClusterIT {

    private static final List<String> MANY =
            IntStream.range(0, 20).mapToObj(Integer::toString).toList();

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataRedisAutoConfiguration.class,
        CircuitBreakerAutoConfiguration.class,
        LockAutoConfiguration.class
    })
    static class Application {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry properties) {
        String nodes = RedisCluster.start();
        properties.add("spring.data.redis.cluster.nodes", () -> nodes);
    }

    @Autowired private Locks locks;
    @Autowired private MeterRegistry meters;

    @Test
    void grantsAllThatAreWanted() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> {
                    double before = granted();
                    locks.holding("stock", MANY, () -> true);
                    return granted() > before;
                });
    }

    private double granted() {
        return meters.find("shop.locks").tag("outcome", "granted").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
