package shop.system.resilience;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import shop.local.LocalShop;
import shop.local.Progress;
import shop.local.redis.RedisConnection;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopOptions;
import shop.system.Answer;
import shop.system.Person;

/**
 * A shop with two registries and two instances of every service, shared by the tests of this
 * package.
 */
final class Replicas {

    static final List<ProcessKind> KINDS =
            List.of(
                    ProcessKind.INVENTORY_SERVICE,
                    ProcessKind.PAYMENT_SERVICE,
                    ProcessKind.ORDER_SERVICE);

    // All ports below those that the system takes for outgoing connections.
    private static final int PORT_OFFSET = 7_000;
    private static final Progress QUIET = Progress.silent();

    static final LocalShop SHOP = start();
    static final List<Person> PEOPLE =
            IntStream.rangeClosed(1, 16)
                    .mapToObj(i -> person(String.format(Locale.ROOT, "c%03d", i)))
                    .toList();
    static final Person OPS = person("ops");

    private Replicas() {}

    private static LocalShop start() {
        LocalShop shop =
                new LocalShop(
                        new ShopOptions(
                                Path.of("..").toAbsolutePath().normalize(),
                                Path.of("target", "replicas"),
                                PORT_OFFSET,
                                Map.of(
                                        ProcessKind.REGISTRY, 2,
                                        ProcessKind.INVENTORY_SERVICE, 2,
                                        ProcessKind.PAYMENT_SERVICE, 2,
                                        ProcessKind.ORDER_SERVICE, 2),
                                Map.of(),
                                List.of(),
                                true));
        shop.stop(QUIET);
        shop.reset();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shop.stop(QUIET)));
        shop.start(QUIET);
        return shop;
    }

    static void restart(String name) {
        SHOP.start(name, QUIET);
    }

    static void stop(String name) {
        SHOP.stop(name, QUIET);
    }

    static Person person(String name) {
        return new Person("http://localhost:" + SHOP.port("gateway"), name);
    }

    static String redis(String... command) throws IOException {
        try (var redis = new RedisConnection(SHOP.port("redis"), Duration.ofSeconds(5))) {
            return redis.ask(List.of(command));
        }
    }

    /** What a registry tells of all instances, in its own XML. */
    static String registered(String registry) {
        String credentials =
                Base64.getEncoder().encodeToString("shop:shop".getBytes(StandardCharsets.UTF_8));
        return Person.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://localhost:%s/eureka/apps"
                                                        .formatted(SHOP.port(registry))))
                                .header("Authorization", "Basic " + credentials))
                .response()
                .body();
    }

    /** The sum of a process's meters that match. */
    static double meters(String process, Pattern meter) {
        Answer metrics = OPS.get(SHOP.managementPort(process), "/actuator/prometheus");
        return meter.matcher(metrics.response().body())
                .results()
                .map(MatchResult::group)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
