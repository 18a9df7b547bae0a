package shop.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares how long a running service may work for an answer with how long those who called it
 * wait: the gateway, route by route, and other services.
 */
public final class TimeLimits {

    private static final String ROUTES = "shop.gateway.routes.";

    private final ApplicationContext service;
    private final String name;

    private TimeLimits(ApplicationContext service) {
        this.service = service;
        this.name =
                Objects.requireNonNull(
                        service.getEnvironment().getProperty("spring.application.name"));
    }

    /** Fails where this service would work on for somebody who has given up. */
    public static void assertShorterThanTheCallers(ApplicationContext service) {
        TimeLimits limits = new TimeLimits(service);
        Duration caller = limits.callersPatience();
        Stream.of("statement_timeout", "lock_timeout")
                .forEach(setting ->
                        assertThat(limits.databaseSetting(setting))
                                .as(setting)
                                .isPositive()
                                .isLessThan(caller));
        Stream.of(
                        "spring.datasource.hikari.connection-timeout",
                        "spring.data.redis.timeout",
                        "spring.data.redis.connect-timeout",
                        "spring.http.clients.connect-timeout")
                .forEach(property ->
                        assertThat(limits.configured(property))
                                .as(property)
                                .isPositive()
                                .isLessThan(caller));
    }

    private Duration callersPatience() {
        Stream<Duration> gateway =
                yaml("gateway")
                        .flatMap(source ->
                                Stream.of(source.getPropertyNames())
                                        .filter(key ->
                                                key.startsWith(ROUTES) && key.endsWith(".uri"))
                                        .filter(key ->
                                                ("lb://" + name).equals(source.getProperty(key)))
                                        .map(key -> key.replaceFirst("uri$", "time-limit"))
                                        .map(key -> duration(source.getProperty(key))));
        Stream<Duration> services =
                yaml("order-service")
                        .filter(source ->
                                source.containsProperty(
                                        "spring.http.serviceclient." + name + ".base-url"))
                        .map(_ -> configured("spring.http.clients.read-timeout"));
        return Stream.concat(gateway, services).min(Duration::compareTo).orElseThrow();
    }

    private static Stream<EnumerablePropertySource<?>> yaml(String module) {
        try {
            List<PropertySource<?>> documents =
                    new YamlPropertySourceLoader()
                            .load(
                                    module,
                                    new FileSystemResource(
                                            "../"
                                                    + module
                                                    + "/src/main/resources/application.yml"));
            return documents.stream().map(source -> (EnumerablePropertySource<?>) source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the service is delivered with; tests give it longer to get a connection. */
    private Duration configured(String property) {
        return ((ConfigurableEnvironment) service.getEnvironment())
                .getPropertySources().stream()
                        .filter(source -> source.getName().contains(".yml"))
                        .map(source -> source.getProperty(property))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(TimeLimits::duration)
                        .orElse(Duration.ZERO);
    }

    private Duration databaseSetting(String setting) {
        return Duration.ofMillis(
                service.getBean(JdbcClient.class)
                        .sql("SELECT setting::int FROM pg_settings WHERE name = ?")
                        .param(setting)
                        .query(Integer.class)
                        .single());
    }

    private static Duration duration(@Nullable Object value) {
        return DurationStyle.detectAndParse(String.valueOf(value));
    }
}
