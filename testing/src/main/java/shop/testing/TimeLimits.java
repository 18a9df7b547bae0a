package shop.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Adds up what a running service waits for before it gives up, and compares the sum with how long
 * those who called it wait: the gateway, route by route and attempt by attempt, and other services.
 *
 * <p>A request ends at the first limit that it meets, so one of each kind is counted: Redis away,
 * then a database that gives a connection late and ends a statement; and one call to another
 * service, with the token that it needs and its repeat. After the wait for a lock the deadline is
 * looked at again, so that wait is not added.
 */
public final class TimeLimits {

    private static final String POOL = "spring.datasource.hikari.";

    /** Connecting to the issuer, and its answer: fixed in {@code shop.common.security}. */
    private static final Duration TOKEN = Duration.ofSeconds(2);

    /** For a free connection: fixed in {@code shop.common.remote}, like the two that follow. */
    private static final Duration FREE_CONNECTION = Duration.ofMillis(200);

    private static final int ATTEMPTS_OF_A_CALL = 2;
    private static final Duration PAUSE_BETWEEN = Duration.ofMillis(40);

    /** Routes to what asks its own database at most. */
    private static final Set<String> CALL_NOBODY =
            Set.of(Callers.ROUTES + "orders", Callers.ROUTES + "order-docs");

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
        Map<String, Duration> callers = Callers.routesTo(limits.name);
        if (Callers.includeOrderService(limits.name)) {
            callers.put("order-service", limits.configured("spring.http.clients.read-timeout"));
        }
        limits.assertLonger(
                callers, "its Redis and database", limits.redis().plus(limits.database()));
        if (Callers.isOne(limits.name)) {
            callers.keySet().removeAll(CALL_NOBODY);
            limits.assertLonger(callers, "what it calls", limits.call());
        }
    }

    private void assertLonger(Map<String, Duration> callers, String what, Duration sum) {
        assertThat(callers).isNotEmpty();
        callers.forEach((caller, patience) ->
                assertThat(patience)
                        .as("%s waits for %s and %s", caller, name, what)
                        .isGreaterThan(sum));
    }

    private Duration redis() {
        return configured("spring.data.redis.connect-timeout")
                .plus(configured("spring.data.redis.timeout"));
    }

    /**
     * A connection, the look whether it still lives, and a statement that the database ends. Where
     * the database itself is silent nothing is done for a caller that has given up, however long
     * the driver waits.
     */
    private Duration database() {
        Duration silence = configured(POOL + "data-source-properties.socketTimeout");
        Duration statement = databaseSetting("statement_timeout");
        assertThat(statement).as("ends a statement, not its connection").isLessThan(silence);
        assertThat(databaseSetting("lock_timeout"))
                .as("tells a locked row from a slow statement")
                .isPositive()
                .isLessThan(statement);
        return configured(POOL + "connection-timeout")
                .plus(configured(POOL + "validation-timeout"))
                .plus(statement);
    }

    private Duration call() {
        Duration attempt =
                configured("resilience4j.bulkhead.configs.default.max-wait-duration")
                        .plus(FREE_CONNECTION)
                        .plus(configured("spring.http.clients.connect-timeout"))
                        .plus(configured("spring.http.clients.read-timeout"));
        return TOKEN.plus(attempt.multipliedBy(ATTEMPTS_OF_A_CALL)).plus(PAUSE_BETWEEN);
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
                                .map(value -> duration(property, value))
                                .orElse(Duration.ZERO);
        assertThat(limit).as(property).isPositive();
        return limit;
    }

    /** PostgreSQL's driver takes whole seconds where all others take milliseconds. */
    private Duration duration(String property, Object value) {
        String text = service.getEnvironment().resolveRequiredPlaceholders(String.valueOf(value));
        return property.endsWith("socketTimeout")
                ? Duration.ofSeconds(Long.parseLong(text))
                : Callers.duration(text);
    }

    private Duration databaseSetting(String setting) {
        return Duration.ofMillis(
                service.getBean(JdbcClient.class)
                        .sql("SELECT setting::int FROM pg_settings WHERE name = ?")
                        .param(setting)
                        .query(Integer.class)
                        .single());
    }
}
