package shop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.ProcessStatus.Health;
import shop.local.postgres.Connections;
import shop.local.redis.RedisConnection;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopOptions;

/** The real PostgreSQL and the real Redis, as the launcher runs them. */
class BackendsIT {

    private static final Progress SILENT = Progress.silent();

    @TempDir private static Path home;
    private static LocalShop shop;

    @BeforeAll
    static void begin() {
        shop =
                new LocalShop(
                        ShopOptions.of(Path.of("..").toAbsolutePath())
                                .withHome(home.resolve("state & data, #1 %20"))
                                .withPortOffset(FreePorts.offset()));
    }

    @BeforeEach
    void start() {
        shop.start("postgres", SILENT);
        shop.start("redis", SILENT);
    }

    @AfterAll
    static void stop() {
        shop.stop(SILENT);
        assertThat(shop.running()).isEmpty();
    }

    @Test
    void startsWhatRunsAlreadyOnlyOnce() {
        long pid = pidOf("postgres");

        shop.start("postgres", SILENT);

        assertThat(pidOf("postgres")).isEqualTo(pid);
    }

    @Test
    void givesEachServiceADatabaseThatOthersCannotEnter() throws SQLException {
        int port = shop.port("postgres");

        try (Connection orders = Connections.open(port, "orders")) {
            assertThat(orders.isValid(1)).isTrue();
        }
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() ->
                        DriverManager.getConnection(
                                Connections.url(port, "payments"), "orders", "orders"))
                .withMessageContaining("permission denied");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() ->
                        DriverManager.getConnection(
                                Connections.url(port, "payments"), "payments", "guess"))
                .withMessageContaining("password authentication failed");
    }

    @Test
    void keepsCommittedDataWhenPostgresIsKilled() throws SQLException {
        execute("CREATE TABLE kept AS SELECT 42 AS answer");

        shop.kill("postgres");
        assertThat(health("postgres")).isEqualTo(Health.STOPPED);
        shop.start("postgres", SILENT);

        assertThat(number("SELECT answer FROM kept")).isEqualTo(42);
    }

    @Test
    void keepsDataBetweenRunsUntilTheyAreForgotten() throws SQLException {
        execute("CREATE TABLE stays AS SELECT 7 AS answer");
        shop.stop(SILENT);
        shop.start("postgres", SILENT);
        assertThat(number("SELECT answer FROM stays")).isEqualTo(7);

        shop.stop(SILENT);
        shop.reset();
        shop.start("postgres", SILENT);

        assertThat(number("SELECT count(*) FROM pg_tables WHERE tablename = 'stays'")).isZero();
    }

    @Test
    void refusesToForgetDataThatAreInUse() {
        assertThatExceptionOfType(ShopFailure.class).isThrownBy(shop::reset);
    }

    @Test
    void showsAFrozenServerAsDown() throws SQLException {
        shop.pause("postgres");
        shop.pause("redis");

        assertThat(health("postgres")).isEqualTo(Health.DOWN);
        assertThat(health("redis")).isEqualTo(Health.DOWN);

        shop.resume("postgres");
        shop.resume("redis");
        assertThat(health("postgres")).isEqualTo(Health.UP);
        assertThat(health("redis")).isEqualTo(Health.UP);
    }

    @Test
    void stopsAFrozenServerInGoodOrder() throws SQLException {
        shop.pause("postgres");

        shop.stop("postgres", SILENT);

        assertThat(shop.log("postgres").lastLines(3))
                .anyMatch(line -> line.contains("database system is shut down"));
    }

    @Test
    void runsRedisWithinItsBounds() throws IOException {
        try (var redis = new RedisConnection(shop.port("redis"), Duration.ofSeconds(2))) {
            assertThat(redis.ask(List.of("SET", "key", "two words"))).isEqualTo("OK");
            assertThat(redis.ask(List.of("GET", "key"))).isEqualTo("two words");
            assertThat(redis.ask(List.of("GET", "no such key"))).isEqualTo("(nil)");
            assertThat(redis.ask(List.of("DEL", "key"))).isEqualTo("(integer) 1");
            assertThat(redis.ask(List.of("CONFIG", "GET", "save"))).isEqualTo("1) save\n2) ");
            assertThat(redis.ask(List.of("CONFIG", "GET", "maxmemory")))
                    .isEqualTo("1) maxmemory\n2) 67108864");
            assertThat(redis.ask(List.of("NONSENSE"))).startsWith("(error) ERR unknown command");
        }
    }

    private static Health health(String name) {
        return status(name).health();
    }

    private static long pidOf(String name) {
        return status(name).pid().orElseThrow();
    }

    private static ProcessStatus status(String name) {
        return shop.status().stream().filter(it -> it.name().equals(name)).findAny().orElseThrow();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = Connections.open(shop.port("postgres"), "orders");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(String sql) throws SQLException {
        try (Connection connection = Connections.open(shop.port("postgres"), "orders");
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
