package shop.system;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import shop.local.LocalShop;
import shop.local.Progress;
import shop.local.topology.ShopOptions;

/**
 * The shop that the tests of this JVM share, beside one that may be running on the usual ports. Its
 * data begin empty.
 */
final class RunningShop {

    private static final int PORT_OFFSET = 20_000;
    private static final Progress QUIET = Progress.silent();

    private static final LocalShop SHOP = start();

    private RunningShop() {}

    private static LocalShop start() {
        Path root = Path.of("..").toAbsolutePath().normalize();
        LocalShop shop =
                new LocalShop(
                        new ShopOptions(
                                root,
                                Path.of("target", "shop"),
                                PORT_OFFSET,
                                Map.of(),
                                Map.of(),
                                List.of(),
                                false));
        shop.stop(QUIET);
        shop.reset();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shop.stop(QUIET)));
        long begin = System.nanoTime();
        shop.start(QUIET);
        System.err.printf("[shop] started in %.1f s%n", (System.nanoTime() - begin) / 1e9);
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

    static void pause(String name) {
        SHOP.pause(name);
    }

    static void resume(String name) {
        SHOP.resume(name);
    }

    /** Somebody with a token. */
    static Person person(String name) {
        return new Person("http://localhost:" + SHOP.port("gateway"), name);
    }

    /** The books, once nothing moves any more; fails if that takes longer than it may. */
    static Answer booksAtRest() {
        Person ops = person("ops");
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ops.get("/api/books"), RunningShop::isAtRest);
    }

    private static boolean isAtRest(Answer books) {
        return books.status() == 200
                && books.number("/orders/pending") == 0
                && books.number("/orders/confirmed") == 0
                && books.number("/orders/cancelling") == 0
                && books.number("/orders/sagasUnfinished") == 0;
    }
}
