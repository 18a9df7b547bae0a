package shop.order;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Another service over real HTTP: it answers what it is told to, and remembers what it was asked.
 */
public final class StubService {

    /** A request as it came. */
    public record Asked(String method, String path, String query, String body) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** An answer to give. */
    public record Reply(int status, String contentType, String body) {

        public static final Reply NONE = new Reply(0, "", "");

        public static Reply json(String body) {
            return new Reply(200, "application/json", body);
        }

        public static Reply problem(int status, String slug, String more) {
            String body =
                    "{\"type\":\"/problems/%s\",\"status\":%s%s}".formatted(slug, status, more);
            return new Reply(status, "application/problem+json", body);
        }
    }

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Function<Asked, Reply> answers = _ -> Reply.NONE;

    public StubService() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String uri() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public void answers(Function<Asked, Reply> how) {
        answers = how;
    }

    public List<Asked> asked() {
        return asked;
    }

    public void forget() {
        asked.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Asked request =
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        String.valueOf(exchange.getRequestURI().getQuery()),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(request);
        Reply reply = answers.apply(request);
        if (reply.status() != 0) {
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
        // Without an answer the connection is closed: the caller cannot know what happened.
        exchange.close();
    }
}
