package shop.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers the first request of a connection and resets the connection at the second, as a server
 * does that died in between. Its requests have no body.
 */
public final class RudeServer {

    private static final String HEAD_END = "\r\n\r\n";
    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final AtomicInteger requests = new AtomicInteger();

    RudeServer() {
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /** Where it listens. */
    public String uri() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** How many requests have arrived, answered or not. */
    public int requests() {
        return requests.get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> answerOnce(caller));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void answerOnce(Socket caller) {
        try (caller) {
            awaitRequest(caller.getInputStream());
            caller.getOutputStream().write(OK);
            awaitRequest(caller.getInputStream());
            caller.setSoLinger(true, 0); // closing sends a reset
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(HEAD_END) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the caller went away");
            }
            head.append((char) next);
        }
        requests.incrementAndGet();
    }
}
