package shop.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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
 * Adds up what a running service waits for before it gives up, and compares the sum with how long
 * those who called it wait: the gateway, route by route and attempt by attempt, and other services.
 *
 * <p>A request ends at the first limit that it meets, so one of each kind is counted: Redis away,
 * then a database that gives a connection late and does not answer; and one call to another
 * service, with the token that it needs and its repeat. After the wait for a lock the deadline is
 * looked at again, so that wait is not added.
 */
public final class TimeLimits {

    private static final String ROUTES = "shop.gateway.routes.";
    private static final String CLIENTS = "spring.http.serviceclient.";
    private static final String POOL = "spring.datasource.hikari.";

    /** Connecting to the issuer, and its answer: fixed in {@code shop.common.security}. */
    private static final Duration TOKEN = Duration.ofSeconds(2);

    /** For a free connection: fixed in {@code shop.common.remote}, like the two that follow. */
    private static final Duration FREE_CONNECTION = Duration.ofMillis(200);

    /** Routes to what asks its own database at most. */
    private static final Set<String> CALL_NOBODY = Set.of(ROUTES + "orders", ROUTES + "order-docs");

    private static final int ATTEMPTS_OF_A_CALL = 2;
    private static final Duration PAUSE_BETWEEN = Duration.ofMillis(40);

    private final ApplicationContext service;
    private final String name;

    private TimeLimits(ApplicationContext service) {
        this.service = service;
        this.name =
                Objects.requireNonNull(
                        service.getEnvironment().getProperty("spring.application.name"));
    }

    /** Fails where this service would work on for a caller that has given up. */
    public static void assertShorterThanTheCallers(ApplicationContext service) {
        TimeLimits limits = new TimeLimits(service);
        Duration database = limits.redis().plus(limits.database());
        Duration call = limits.callsOthers() ? limits.call() : Duration.ZERO;
        Map<String, Duration> callers = limits.callers();
        assertThat(callers).isNotEmpty();
        callers.forEach((caller, patience) ->
                assertThat(patience)
                        .as("%s waits for %s", caller, limits.name)
                        .isGreaterThan(database));
        limits.callersOfWhatCallsOthers(callers)
                .forEach((caller, patience) ->
                        assertThat(patience)
                                .as("%s waits for what %s calls", caller, limits.name)
                                .isGreaterThan(call));
    }

    private Duration redis() {
        return configured("spring.data.redis.connect-timeout")
                .plus(configured("spring.data.redis.timeout"));
    }

    /** A connection, the look whether it still lives, and a statement that is not answered. */
    private Duration database() {
        Duration silence = configured(POOL + "data-source-properties.socketTimeout");
        Stream.of("statement_timeout", "lock_timeout")
                .forEach(setting ->
                        assertThat(databaseSetting(setting))
                                .as(
                                        "%s ends a statement before its connection is given up",
                                        setting)
                                .isPositive()
                                .isLessThan(silence));
        return configured(POOL + "connection-timeout")
                .plus(configured(POOL + "validation-timeout"))
                .plus(silence);
    }

    private Duration call() {
        Duration attempt =
                configured("resilience4j.bulkhead.configs.default.max-wait-duration")
                        .plus(FREE_CONNECTION)
                        .plus(configured("spring.http.clients.connect-timeout"))
                        .plus(configured("spring.http.clients.read-timeout"));
        return TOKEN.plus(attempt.multipliedBy(ATTEMPTS_OF_A_CALL)).plus(PAUSE_BETWEEN);
    }

    private boolean callsOthers() {
        return yaml(name).anyMatch(TimeLimits::hasClients);
    }

    private static boolean hasClients(EnumerablePropertySource<?> source) {
        return Stream.of(source.getPropertyNames()).anyMatch(key -> key.startsWith(CLIENTS));
    }

    /** By name: how long each waits for one attempt. */
    private Map<String, Duration> callers() {
        Map<String, Duration> callers = new TreeMap<>();
        yaml("gateway")
                .forEach(source ->
                        Stream.of(source.getPropertyNames())
                                .filter(key -> key.startsWith(ROUTES) && key.endsWith(".uri"))
                                .filter(key -> ("lb://" + name).equals(source.getProperty(key)))
                                .map(key -> key.substring(0, key.length() - ".uri".length()))
                                .forEach(route -> callers.put(route, attempt(source, route))));
        boolean isCalled =
                yaml("order-service")
                        .anyMatch(source ->
                                Stream.of(source.getPropertyNames())
                                        .filter(key -> key.startsWith(CLIENTS))
                                        .anyMatch(key ->
                                                ("lb://" + name).equals(source.getProperty(key))));
        if (isCalled) {
            callers.put("order-service", configured("spring.http.clients.read-timeout"));
        }
        return callers;
    }

    /** The gateway gives a GET two attempts in its time. */
    private static Duration attempt(EnumerablePropertySource<?> source, String route) {
        Duration whole = duration(source.getProperty(route + ".time-limit"));
        return "GET".equals(source.getProperty(route + ".method")) ? whole.dividedBy(2) : whole;
    }

    private Map<String, Duration> callersOfWhatCallsOthers(Map<String, Duration> callers) {
        Map<String, Duration> those = new TreeMap<>(callers);
        those.keySet().removeIf(caller -> !callsOthers() || CALL_NOBODY.contains(caller));
        return those;
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
        Duration limit =
                ((ConfigurableEnvironment) service.getEnvironment())
                        .getPropertySources().stream()
                                .filter(source -> source.getName().contains(".yml"))
                                .map(source -> source.getProperty(property))
                                .filter(Objects::nonNull)
                                .findFirst()
                                .map(this::durationOf)
                                .orElse(Duration.ZERO);
        assertThat(limit).as(property).isPositive();
        return limit;
    }

    /** The driver takes whole seconds where all others take milliseconds. */
    private Duration durationOf(Object value) {
        String text = service.getEnvironment().resolveRequiredPlaceholders(String.valueOf(value));
        boolean seconds = String.valueOf(value).contains("seconds");
        return seconds ? Duration.ofSeconds(Long.parseLong(text)) : duration(text);
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
