package shop.system;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import shop.local.FastStart;
import shop.local.LocalShop;
import shop.local.Progress;
import shop.local.postgres.Connections;
import shop.local.topology.ShopOptions;

/**
 * The shop that the tests of this JVM share, beside one that may be running on the usual ports. Its
 * data begin empty; crash points can be armed.
 */
final class RunningShop {

    // All ports below those that the system takes for outgoing connections.
    private static final int PORT_OFFSET = 16_000;
    private static final Path HOME = Path.of("target", "shop");
    private static final Progress QUIET = Progress.silent();

    private static final LocalShop SHOP = start();

    private RunningShop() {}

    private static LocalShop start() {
        Path root = Path.of("..").toAbsolutePath().normalize();
        ShopOptions options =
                new ShopOptions(
                        root,
                        HOME,
                        PORT_OFFSET,
                        Map.of(),
                        TestProfile.environment(),
                        List.of(),
                        true);
        LocalShop shop = new LocalShop(options);
        shop.stop(QUIET);
        shop.reset();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shop.stop(QUIET)));
        long begin = System.nanoTime();
        shop.start(QUIET);
        System.err.printf("[shop] started in %.1f s%n", (System.nanoTime() - begin) / 1e9);
        // Services are restarted more than fifty times.
        FastStart.makeMissing(options);
        System.err.printf("[shop] ready after %.1f s%n", (System.nanoTime() - begin) / 1e9);
        return shop;
    }

    /** Kills a process as a crash would. */
    static void kill(String name) {
        SHOP.kill(name);
    }

    /** Starts a process again and returns when it can work. */
    static void restart(String name) {
        SHOP.start(name, QUIET);
    }

    /** Starts a process that does not run, with variables of its own. */
    static void start(String name, Map<String, String> environment) {
        SHOP.start(name, environment, QUIET);
    }

    static boolean isRunning(String name) {
        return SHOP.running().contains(name);
    }

    /** Stops a process in good order. */
    static void stop(String name) {
        SHOP.stop(name, QUIET);
    }

    static int port(String name) {
        return SHOP.port(name);
    }

    /** What the registry signs tokens with. */
    static Path signingKey() {
        return HOME.resolve("registry").resolve("signing-key.json");
    }

    static int managementPort(String name) {
        return SHOP.managementPort(name);
    }

    /** Freezes a process, once it runs again if it died. */
    static void pause(String name) {
        await(name + " runs").pollDelay(Duration.ZERO).until(() -> isRunning(name));
        SHOP.pause(name);
    }

    static void resume(String name) {
        SHOP.resume(name);
    }

    /** Changes rows of a database behind its service's back; returns how many. */
    static int sql(String database, String update, String parameter) {
        try (Connection connection = Connections.open(SHOP.port("postgres"), database);
                PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setString(1, parameter);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(update, e);
        }
    }

    /** Somebody with a token. */
    static Person person(String name) {
        return new Person("http://localhost:" + SHOP.port("gateway"), name);
    }

    /** The books, once nothing moves any more; fails if that takes longer than it may. */
    static Answer booksAtRest() {
        return BooksAtRest.seenBy(person("ops"));
    }
}
