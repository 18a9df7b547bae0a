package shop.inventory.products;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.inventory.InventoryApplication;
import shop.inventory.TestTokens;

/** The instance of a test, and another one over the same database and the same Redis. */
final class TwoInstances implements AutoCloseable {

    private static final List<String> THE_SAME =
            List.of(
                    "spring.datasource.url",
                    "spring.datasource.username",
                    "spring.datasource.password",
                    "spring.datasource.hikari.connection-timeout",
                    "spring.data.redis.host",
                    "spring.data.redis.port",
                    "spring.data.redis.database",
                    "eureka.client.enabled");

    private final ConfigurableApplicationContext second;
    private final List<ApplicationContext> both;
    private final List<RestTestClient> doors;

    TwoInstances(ApplicationContext first) {
        second = another(first.getEnvironment());
        both = List.of(first, second);
        doors = both.stream().map(TwoInstances::door).toList();
    }

    private static RestTestClient door(ApplicationContext instance) {
        String port = instance.getEnvironment().getRequiredProperty("local.server.port");
        return RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }

    private static ConfigurableApplicationContext another(Environment like) {
        List<String> arguments = new ArrayList<>();
        THE_SAME.forEach(
                name -> arguments.add("--%s=%s".formatted(name, like.getRequiredProperty(name))));
        arguments.add("--server.port=0");
        arguments.add("--management.server.port=0");
        return new SpringApplicationBuilder(
                        InventoryApplication.class, TestTokens.class, CountedStatements.class)
                .profiles(like.getActiveProfiles())
                .run(arguments.toArray(String[]::new));
    }

    @Override
    public void close() {
        second.close();
    }

    ProductController controller(int instance) {
        return both.get(instance).getBean(ProductController.class);
    }

    Cache cache(int instance) {
        return Objects.requireNonNull(
                both.get(instance).getBean(CacheManager.class).getCache(ProductCache.NAME));
    }

    /** A customer orders one piece. */
    void reserveOne(int instance, Sku sku) {
        doors.get(instance)
                .put()
                .uri("/internal/reservations/" + UUID.randomUUID())
                .header("Authorization", TestTokens.ORDER_SERVICE)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"lines\":[{\"sku\":\"%s\",\"quantity\":1}]}".formatted(sku))
                .exchange()
                .expectStatus()
                .isOk();
    }

    void forgetEverything() {
        cache(0).clear();
        cache(1).clear();
        hearEverything();
    }

    /** Evictions are heard of in their order: so are all before this one. */
    void hearEverything() {
        for (int instance = 0; instance < 2; instance++) {
            Sku probe = new Sku("probe-" + UUID.randomUUID());
            Cache cache = cache(instance);
            cache.get(probe, () -> null);
            cache(1 - instance).evict(probe);
            var near = (com.github.benmanes.caffeine.cache.Cache<?, ?>) cache.getNativeCache();
            await().until(() ->
                    near.asMap().keySet().stream()
                            .noneMatch(key -> key.toString().endsWith(probe.value())));
        }
    }
}
