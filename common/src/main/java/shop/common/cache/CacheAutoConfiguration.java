package shop.common.cache;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.support.SimpleCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.cache.BatchStrategies;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import tools.jackson.databind.json.JsonMapper;

/** A guarded cache in Redis for every {@link CacheSpec} bean. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration"
        },
        beforeName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@EnableCaching
class CacheAutoConfiguration {

    private static final Duration ABSENT = Duration.ofSeconds(5);
    private static final double JITTER = 0.15;
    private static final int KEYS_AT_ONCE = 1000;

    @Bean
    @ConditionalOnBean(CacheSpec.class)
    CacheManager cacheManager(
            List<CacheSpec> specs,
            RedisConnectionFactory redis,
            CircuitBreakerRegistry breakers,
            JsonMapper json) {
        // By default a write is only on its way when it returns: an eviction could be overtaken by
        // the next read, and the guard would see no failure.
        RedisCacheWriter writer =
                RedisCacheWriter.create(
                        redis,
                        how ->
                                how.immediateWrites()
                                        .batchStrategy(BatchStrategies.scan(KEYS_AT_ONCE)));
        RedisCacheManager.RedisCacheManagerBuilder builder =
                RedisCacheManager.builder(writer).enableStatistics();
        for (CacheSpec spec : specs) {
            builder.withCacheConfiguration(spec.name(), configuration(spec, json));
        }
        RedisCacheManager inRedis = builder.build();
        inRedis.initializeCaches();
        CircuitBreaker breaker = breakers.circuitBreaker("redis-cache");
        SimpleCacheManager guarded = new SimpleCacheManager();
        guarded.setCaches(
                inRedis.getCacheNames().stream()
                        .map(inRedis::getCache)
                        .map(cache -> new GuardedCache(cache, breaker))
                        .toList());
        return guarded;
    }

    private static RedisCacheConfiguration configuration(CacheSpec spec, JsonMapper json) {
        return RedisCacheConfiguration.defaultCacheConfig()
                .entryTtl((_, value) -> jittered(value == null ? ABSENT : spec.timeToLive()))
                .serializeValuesWith(
                        SerializationPair.fromSerializer(
                                new JacksonJsonRedisSerializer<>(json, spec.type())));
    }

    private static Duration jittered(Duration time) {
        double factor = 1 + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
        return Duration.ofMillis(Math.round(time.toMillis() * factor));
    }
}
