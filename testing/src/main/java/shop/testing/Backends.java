package shop.testing;

import java.util.Locale;
import org.testcontainers.DockerClientFactory;

/**
 * The PostgreSQL and Redis of a test run: started on first use, one each for a JVM, stopped with
 * it.
 *
 * <p>{@code -Dshop.backends=docker|embedded|auto} chooses; {@code auto}, the default, takes Docker
 * when an engine answers.
 */
public final class Backends {

    private static final boolean DOCKER = useDocker();

    private Backends() {}

    /**
     * A new, empty database with a role of its own, so that tests cannot see each other's rows.
     *
     * @param name a hint for humans who look at the server
     */
    public static Database newDatabase(String name) {
        return Postgres.SERVER.newDatabase(name);
    }

    /** Where the shared Redis listens. It is shared: use keys that no other test uses. */
    public static Redis redis() {
        return Redis.SHARED;
    }

    /**
     * A Redis of the caller's own, to be stopped, frozen or flushed at will.
     *
     * @return a running server that stops with the JVM at the latest
     */
    public static Redis newRedis() {
        return Redis.start(DOCKER);
    }

    /** Whether the tests use Docker: an engine answers, or was said to. */
    public static boolean docker() {
        return DOCKER;
    }

    static void say(String what) {
        System.err.println("[backends] " + what);
    }

    private static boolean useDocker() {
        String wanted = System.getProperty("shop.backends", "auto").toLowerCase(Locale.ROOT);
        boolean docker =
                switch (wanted) {
                    case "docker" -> true;
                    case "embedded" -> false;
                    case "auto" -> DockerClientFactory.instance().isDockerAvailable();
                    default ->
                            throw new IllegalArgumentException(
                                    "shop.backends is docker, embedded or auto, not " + wanted);
                };
        say("PostgreSQL and Redis: " + (docker ? "Docker" : "embedded") + " (" + wanted + ")");
        return docker;
    }
}
