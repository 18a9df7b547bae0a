package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import shop.local.LocalShop;
import shop.local.Progress;
import shop.local.postgres.Connections;
import shop.local.redis.RedisConnection;
import shop.local.topology.ShopOptions;

/** A shop whose secrets are as odd as they may be, and what it writes about its troubles. */
@ResourceLock(Lanes.SECOND_SHOP)
class SecretsIT {

    private static final int PORT_OFFSET = 11_000;
    private static final Progress QUIET = Progress.silent();
    private static final List<String> DATABASES = List.of("orders", "payments", "inventory");
    private static final List<String> SERVICES =
            List.of("order-service", "payment-service", "inventory-service");

    private static final String REGISTRY = "registry-p@ss#1/%:${x}";
    private static final String CLIENT = "client-p@ss#1/%:${x}+&=";
    private static final String DATABASE = "database-p@ss#1/%:${x}";
    private static final String REDIS = "redis-p@ss#1/%:${x}";

    private static final Path HOME = Path.of("target", "shop-with-secrets");

    private final LocalShop shop =
            new LocalShop(
                    new ShopOptions(
                            Path.of(".."),
                            HOME,
                            PORT_OFFSET,
                            Map.of(),
                            Map.of(
                                    "SHOP_REGISTRY_PASSWORD", REGISTRY,
                                    "SHOP_CLIENT_SECRET", CLIENT,
                                    "SHOP_DB_PASSWORD", DATABASE,
                                    "SPRING_DATA_REDIS_PASSWORD", REDIS),
                            List.of(),
                            false));

    @BeforeEach
    void start() throws Exception {
        shop.stop(QUIET);
        shop.reset();
        shop.start("postgres", QUIET);
        for (String database : DATABASES) {
            lock(database);
        }
        shop.start("redis", QUIET);
        try (RedisConnection redis =
                new RedisConnection(shop.port("redis"), Duration.ofSeconds(5))) {
            assertThat(redis.ask(List.of("CONFIG", "SET", "requirepass", REDIS))).isEqualTo("OK");
        }
        shop.start("registry", QUIET);
        SERVICES.forEach(service -> shop.start(service, QUIET));
        shop.start("gateway", QUIET);
    }

    private void lock(String database) throws SQLException {
        try (Connection connection = Connections.open(shop.port("postgres"), database);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE CURRENT_USER PASSWORD '" + DATABASE + "'");
        }
    }

    @AfterEach
    void stop() {
        shop.stop(QUIET);
    }

    @Test
    void areReadLetterByLetterAndWrittenNowhere() {
        sells();
        shop.kill("registry");
        await("all services have told of it")
                .untilAsserted(() ->
                        assertThat(SERVICES)
                                .allSatisfy(service ->
                                        assertThat(log(service)).contains("serviceUrl='http://")));
        shop.start("registry", QUIET);
        sells();

        assertThat(logs()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(logs())
                .allSatisfy(log ->
                        assertThat(read(log))
                                .doesNotContain("p@ss#1")
                                .doesNotContain("p%40ss")
                                .doesNotContain(basic("shop:" + REGISTRY))
                                .doesNotContain(basic("order-service:" + CLIENT))
                                .doesNotContain(basic("alice:alice"))
                                .doesNotContainPattern("eyJ[\\w-]{10,}\\.[\\w-]{10,}"));
    }

    private void sells() {
        Person customer = new Person("http://localhost:" + shop.port("gateway"), "c001");
        await("an order is confirmed").until(() -> customer.order(Story.TEA, 1).status() == 201);
    }

    private static String log(String process) {
        return read(HOME.resolve("logs").resolve(process + ".log"));
    }

    private static List<Path> logs() {
        try (Stream<Path> files = Files.walk(HOME.resolve("logs"))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String basic(String credentials) {
        return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
