package shop.common.lock;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;

/**
 * Locks through a Redisson client of their own, from {@code spring.data.redis.*}: lazy, so that a
 * service starts without Redis, and failing fast, so that a frozen Redis costs a quarter of a
 * second once and not three seconds every time.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration"
        })
class LockAutoConfiguration {

    /**
     * The client.
     *
     * @param url its scheme asks for TLS where nothing else does, as it does of Lettuce
     */
    @Bean(destroyMethod = "shutdown")
    @ConditionalOnMissingBean
    RedissonClient redisson(
            DataRedisConnectionDetails redis, @Value("${spring.data.redis.url:}") String url) {
        SslBundle tls = redis.getSslBundle();
        if (tls == null && url.startsWith("rediss:")) {
            tls = SslBundle.systemDefault();
        }
        Config config = RedisServers.of(redis, tls);
        return Redisson.create(config.setThreads(2).setNettyThreads(2).setLazyInitialization(true));
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
