package shop.common.cache;

import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A process with two caches, and nothing else. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DataRedisAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    CircuitBreakerAutoConfiguration.class,
    CacheAutoConfiguration.class
})
class CacheApplication {

    static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

    record Thing(String name, int size) {}

    /** Knows things, and counts who asks. */
    static class Things {

        private final AtomicInteger asked = new AtomicInteger();

        public AtomicInteger asked() {
            return asked;
        }

        @Cacheable(cacheNames = "things", sync = true)
        public @Nullable Thing find(String key) {
            asked.incrementAndGet();
            return key.startsWith("absent") ? null : new Thing(key, 1);
        }
    }

    /** Another process, with its Redis at this port of the loopback address. */
    static ConfigurableApplicationContext run(int redisPort) {
        return new SpringApplicationBuilder(CacheApplication.class)
                .web(WebApplicationType.NONE)
                .run("--spring.data.redis.host=localhost", "--spring.data.redis.port=" + redisPort);
    }

    /** Near for so long that only a message, or a lost connection, ends it. */
    @Bean
    CacheSpec longNear() {
        return new CacheSpec("things", Thing.class, TIME_TO_LIVE, TIME_TO_LIVE);
    }

    @Bean
    CacheSpec shortlyNear() {
        return new CacheSpec("brief", Thing.class, TIME_TO_LIVE, Duration.ofMillis(300));
    }

    @Bean
    Things things() {
        return new Things();
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }
}
