package shop.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/** Who calls a service, and how long each waits for one attempt, as they are delivered. */
final class Callers {

    static final String ROUTES = "shop.gateway.routes.";

    private static final String CLIENTS = "spring.http.serviceclient.";

    private Callers() {}

    /** The gateway's routes to a service; a GET has two attempts in its time. */
    static Map<String, Duration> routesTo(String service) {
        Map<String, Duration> attempts = new TreeMap<>();
        yaml("gateway")
                .forEach(source ->
                        keys(source, ROUTES, service)
                                .map(key -> key.replaceFirst("\\.uri$", ""))
                                .forEach(route -> attempts.put(route, attempt(source, route))));
        return attempts;
    }

    private static Duration attempt(EnumerablePropertySource<?> source, String route) {
        Duration whole = duration(source.getProperty(route + ".time-limit"));
        return "GET".equals(source.getProperty(route + ".method")) ? whole.dividedBy(2) : whole;
    }

    /** Whether order-service, the only one that calls others, calls this one. */
    static boolean includeOrderService(String service) {
        return yaml("order-service")
                .anyMatch(source -> keys(source, CLIENTS, service).findAny().isPresent());
    }

    static boolean isOne(String service) {
        return service.equals("order-service");
    }

    private static Stream<String> keys(
            EnumerablePropertySource<?> source, String prefix, String service) {
        return Stream.of(source.getPropertyNames())
                .filter(key -> key.startsWith(prefix))
                .filter(key -> ("lb://" + service).equals(source.getProperty(key)));
    }

    private static Stream<EnumerablePropertySource<?>> yaml(String module) {
        try {
            FileSystemResource file =
                    new FileSystemResource("../" + module + "/src/main/resources/application.yml");
            List<PropertySource<?>> documents = new YamlPropertySourceLoader().load(module, file);
            return documents.stream().map(source -> (EnumerablePropertySource<?>) source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Duration duration(@Nullable Object value) {
        return DurationStyle.detectAndParse(String.valueOf(value));
    }
}
