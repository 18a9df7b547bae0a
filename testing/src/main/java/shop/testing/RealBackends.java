package shop.testing;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives a Spring test context a new database, the shared Redis and the profile {@code test}:
 * {@code @ContextConfiguration(initializers = RealBackends.class)}.
 */
public final class RealBackends
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Database database = Backends.newDatabase("test");
        Map<String, Object> properties =
                Map.of(
                        "spring.datasource.url", database.url(),
                        "spring.datasource.username", database.user(),
                        "spring.datasource.password", database.password(),
                        // Crowds of threads on a busy machine wait longer than customers should.
                        "spring.datasource.hikari.connection-timeout", 20_000);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("real database", properties));
        new RealRedis().initialize(context);
        context.getEnvironment().addActiveProfile("test");
    }
}
