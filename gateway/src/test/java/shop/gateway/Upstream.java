package shop.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A stand-in for a service: remembers what it was asked, and answers as told. */
public final class Upstream {

    /** What arrived. */
    public record Seen(String method, String path, Headers headers, String body) {}

    private final String name;
    private final HttpServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile HttpHandler answer;

    /** Listens at once, and answers 200 with its name. */
    public Upstream(String name) {
        try {
            this.name = name;
            this.answer = this::ok;
            this.server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::handle);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Everything that arrived since the last {@link #forget()}, oldest first. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** Forgets what arrived, and answers 200 again. */
    public void forget() {
        seen.clear();
        answer = this::ok;
    }

    /** Answers every request this way from now on. */
    public void answers(HttpHandler handler) {
        answer = handler;
    }

    /** Answers every request with this from now on. */
    public void answers(int status, String contentType, String body) {
        answer = exchange -> send(exchange, status, contentType, body);
    }

    /** Stops listening; requests to it are refused from now on. */
    public void stop() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        seen.add(
                new Seen(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        exchange.getRequestHeaders(),
                        body));
        answer.handle(exchange);
    }

    private void ok(HttpExchange exchange) throws IOException {
        send(exchange, 200, "application/json", "{\"service\":\"" + name + "\"}");
    }

    private static void send(HttpExchange exchange, int status, String contentType, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
