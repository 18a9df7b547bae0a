package shop.testing;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives a Spring context the shared Redis. */
public final class RealRedis
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Redis redis = Backends.redis();
        Map<String, Object> properties =
                Map.of(
                        "spring.data.redis.host",
                        redis.host(),
                        "spring.data.redis.port",
                        redis.port());
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("real redis", properties));
    }
}
