package shop.common.cache;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.support.SimpleCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A layered cache for every {@link CacheSpec} bean. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration"
        },
        beforeName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@ConditionalOnBean(CacheSpec.class)
@EnableCaching
class CacheAutoConfiguration {

    private static final Duration RECONNECT_AFTER = Duration.ofMillis(200);

    @Bean
    CacheManager cacheManager(
            List<CacheSpec> specs,
            StringRedisTemplate redis,
            CircuitBreakerRegistry breakers,
            JsonMapper json,
            MeterRegistry meters) {
        GuardedRedis guarded = new GuardedRedis(redis, breakers.circuitBreaker("redis-cache"));
        SimpleCacheManager caches = new SimpleCacheManager();
        caches.setCaches(
                specs.stream()
                        .map(spec -> new LayeredCache(spec, entries(spec, guarded, json), meters))
                        .toList());
        return caches;
    }

    private static SharedEntries entries(CacheSpec spec, GuardedRedis redis, JsonMapper json) {
        return new SharedEntries(spec, redis, new EntryFormat(spec.type(), json));
    }

    @Bean
    Evictions evictions(RedisConnectionFactory redis, CacheManager cacheManager) {
        return new Evictions(redis, cacheManager);
    }

    /** Without a connection there is nothing to wait for. */
    @Bean
    LettuceClientOptionsBuilderCustomizer noCommandsWithoutConnection() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }

    /** By default Lettuce tries ever more rarely, at last every half minute. */
    @Bean
    ClientResourcesBuilderCustomizer reconnectsSoon() {
        return resources -> resources.reconnectDelay(Delay.constant(RECONNECT_AFTER));
    }
}
