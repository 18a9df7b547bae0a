package shop.common.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.common.cache.CacheApplication.Thing;
import shop.testing.RedisCluster;

/** In a Redis Cluster every key has its place, and one command must not want several places. */
@SpringBootTest(
        classes = CacheApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ClusterIT {

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry properties) {
        String nodes = RedisCluster.start();
        properties.add("spring.data.redis.cluster.nodes", () -> nodes);
        // The first commands connect, to a node each, which may take longer than a command is
        // given.
        properties.add("spring.data.redis.timeout", () -> "5s");
    }

    @Autowired private CacheManager caches;
    @Autowired private StringRedisTemplate redis;

    @Test
    void evictsManyEntriesAtOnce() {
        Cache cache = Objects.requireNonNull(caches.getCache("things"));
        List<String> keys = List.of("a", "b", "c", "d");
        keys.forEach(key -> cache.get(key, () -> new Thing(key, 1)));
        assertThat(entries(keys)).doesNotContainNull();

        GuardedRedis guarded = new GuardedRedis(redis, CircuitBreaker.ofDefaults("cluster"));
        assertThat(guarded.evict("things", keys.stream().map(ClusterIT::entry).toList()))
                .isEqualTo(keys.size());

        assertThat(entries(keys)).containsOnlyNulls();
    }

    private List<String> entries(List<String> keys) {
        return Objects.requireNonNull(
                redis.opsForValue().multiGet(keys.stream().map(ClusterIT::entry).toList()));
    }

    private static String entry(String key) {
        return "{things}::" + key;
    }
}
