package shop.system.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import shop.local.FastStart;
import shop.local.LocalShop;
import shop.local.Progress;
import shop.local.postgres.Connections;
import shop.local.redis.RedisConnection;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopOptions;
import shop.system.Person;
import shop.system.TestProfile;

/**
 * A shop of its own with two instances of order-service, in which every link is a wire. Its data
 * begin empty.
 */
final class ChaosShop implements AutoCloseable {

    static final List<String> ORDER_SERVICES = List.of("order-service", "order-service-2");
    static final List<String> SERVICES =
            List.of(
                    "inventory-service",
                    "payment-service",
                    "order-service",
                    "order-service-2",
                    "gateway");

    /** Everything that runs. */
    static final List<String> PROCESSES =
            Stream.concat(Stream.of("postgres", "redis", "registry"), SERVICES.stream()).toList();

    // Below the ports that the system takes for outgoing connections: one of those could take the
    // place of a process that was killed.
    private static final int PORT_OFFSET = 12_000;
    private static final int STARTS = 5;
    private static final Progress QUIET = Progress.silent();

    private final ShopOptions options =
            new ShopOptions(
                    Path.of("..").toAbsolutePath().normalize(),
                    Path.of("target", "chaos-shop"),
                    PORT_OFFSET,
                    Map.of(ProcessKind.ORDER_SERVICE, ORDER_SERVICES.size()),
                    TestProfile.environment(),
                    List.of(),
                    true);
    private final LocalShop shop = new LocalShop(options);
    private final Wires wires = new Wires(shop, SERVICES);
    private final Thread hook = new Thread(() -> shop.stop(QUIET));

    /**
     * @param quickly prepares fast starts first, which only pays if there are many
     */
    void start(boolean quickly) {
        Runtime.getRuntime().addShutdownHook(hook);
        shop.stop(QUIET);
        shop.reset();
        inParallel(List.of("postgres", "redis", "registry"));
        if (quickly) {
            FastStart.makeMissing(options);
        }
        // The second order-service comes later: both unpack the same files.
        inParallel(List.of("inventory-service", "payment-service", "order-service", "gateway"));
        startAgain("order-service-2");
    }

    private void inParallel(List<String> names) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(
                            names.stream()
                                    .map(name ->
                                            CompletableFuture.runAsync(
                                                    () -> startAgain(name), threads))
                                    .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /**
     * Starts a process and returns when it can work. As a supervisor would, it starts one again
     * that gives up, because something it needs is away too.
     */
    void startAgain(String name) {
        Map<String, String> environment = new HashMap<>();
        if (SERVICES.contains(name)) {
            environment.putAll(wires.environment(name));
            environment.put("SHOP_CHECKOUT_DEADLINE", "8s");
        }
        for (int left = STARTS; ; left--) {
            try {
                shop.start(name, environment, QUIET);
                return;
            } catch (ShopFailure e) {
                System.err.printf("[chaos] %s gave up starting: %s%n", name, firstLine(e));
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    private static String firstLine(ShopFailure failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    LocalShop processes() {
        return shop;
    }

    Wires wires() {
        return wires;
    }

    /** A new connection to a database, past all wires. */
    Connection connect(String database) throws SQLException {
        return Connections.open(shop.port("postgres"), database);
    }

    String redis(String... command) throws IOException {
        try (var redis = new RedisConnection(shop.port("redis"), Duration.ofSeconds(5))) {
            return redis.ask(List.of(command));
        }
    }

    /** Somebody with a token, at the front door. */
    Person person(String name) {
        return new Person("http://localhost:" + wires.port(Wires.to("gateway")), name);
    }

    @Override
    public void close() {
        shop.stop(QUIET);
        wires.close();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
