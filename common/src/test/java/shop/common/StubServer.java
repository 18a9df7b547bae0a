package shop.common;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Another service over real HTTP: it answers what it is told to, remembers what it was asked, and
 * may go away and come back.
 */
public final class StubServer {

    /** A request as it came. */
    public record Asked(String method, String path, Headers headers) {

        public String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    /** An answer to give; with the status 0, the connection is closed without one. */
    public record Reply(int status, String contentType, String body, Map<String, String> headers) {

        public static final Reply NONE = new Reply(0, "", "");

        public Reply(int status, String contentType, String body) {
            this(status, contentType, body, Map.of());
        }

        public static Reply json(String body) {
            return new Reply(200, "application/json", body);
        }

        public static Reply problem(int status, String slug) {
            String body = "{\"type\":\"/problems/%s\",\"detail\":\"no\"}".formatted(slug);
            return new Reply(status, "application/problem+json", body);
        }
    }

    private final int port;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Function<Asked, Reply> answers = _ -> Reply.NONE;
    private HttpServer server;
    private boolean stopped;

    public StubServer() {
        server = listening(0);
        port = server.getAddress().getPort();
    }

    public String uri() {
        return "http://localhost:" + port;
    }

    /** Answers so from now on, and has been asked nothing yet. */
    public void answers(Function<Asked, Reply> how) {
        answers = how;
        asked.clear();
    }

    public List<Asked> asked() {
        return asked;
    }

    /** Nobody listens any more: connections are refused. */
    public void stop() {
        stopped = true;
        server.stop(0);
    }

    /** Listens again where it did before, if it has stopped. */
    public void start() {
        if (stopped) {
            server = listening(port);
            stopped = false;
        }
    }

    private HttpServer listening(int where) {
        try {
            InetAddress loopback = InetAddress.getByName("localhost");
            HttpServer created = HttpServer.create(new InetSocketAddress(loopback, where), 0);
            created.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            created.createContext("/", this::handle);
            created.start();
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Asked request =
                    new Asked(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders());
            asked.add(request);
            Reply reply = answers.apply(request);
            if (reply.status() != 0) {
                byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", reply.contentType());
                reply.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }
}
