package shop.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import org.testcontainers.containers.GenericContainer;
import redis.embedded.RedisServer;

/**
 * A running Redis.
 *
 * @param stop ends it at once; ending it twice does no harm
 */
public record Redis(String host, int port, Runnable stop) {

    static final Redis SHARED = start(Backends.docker());

    static Redis start(boolean docker) {
        Redis redis = docker ? container() : embedded();
        Runtime.getRuntime().addShutdownHook(new Thread(redis.stop()));
        return redis;
    }

    // Whoever started it stops it, or the JVM's end does.
    @SuppressWarnings("resource")
    private static Redis container() {
        GenericContainer<?> container = new GenericContainer<>(Images.REDIS).withExposedPorts(6379);
        container.start();
        return new Redis(container.getHost(), container.getMappedPort(6379), container::stop);
    }

    private static Redis embedded() {
        try {
            int port = freePort();
            RedisServer server =
                    RedisServer.newRedisServer()
                            .port(port)
                            .bind("127.0.0.1")
                            .setting("save \"\"")
                            .build();
            server.start();
            return new Redis("localhost", port, () -> stop(server));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the embedded Redis", e);
        }
    }

    private static void stop(RedisServer server) {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the embedded Redis", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
