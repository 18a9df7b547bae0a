package shop.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * A process that holds wires, and takes orders about them over HTTP: {@code POST
 * /order-service/lose-replies/1} and {@code POST /order-service/mend}. Its {@code main} takes the
 * port for orders and {@code name:port:server-port} for each wire. It listens on the loopback
 * address only, and ends by a signal.
 */
public final class WireServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final Map<String, Wire> wires;
    private final HttpServer orders;

    /**
     * Begins to take orders.
     *
     * @param port where; 0 for a free one
     * @param wires by the names they have in orders
     */
    public WireServer(int port, Map<String, Wire> wires) throws IOException {
        this.wires = Map.copyOf(wires);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        orders = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        orders.createContext("/", this::answer);
        orders.start();
    }

    /** Begins, and returns; the wires go on. */
    public static void main(String[] words) throws IOException {
        Map<String, Wire> wires = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] wire = words[i].split(":", -1);
            int port = Integer.parseInt(wire[1]);
            wires.put(wire[0], new Wire(LOOPBACK, Integer.parseInt(wire[2]), port));
        }
        new WireServer(Integer.parseInt(words[0]), wires);
    }

    /** Where it takes orders. */
    public int port() {
        return orders.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean asked = exchange.getRequestMethod().equals("GET");
            boolean done = asked || obeys(exchange.getRequestURI().getPath().split("/", -1));
            exchange.sendResponseHeaders(done ? 204 : 404, -1);
        }
    }

    private boolean obeys(String[] path) {
        Wire wire = path.length < 3 ? null : wires.get(path[1]);
        if (wire == null) {
            return false;
        }
        if (path.length == 3 && path[2].equals("mend")) {
            wire.mend();
            return true;
        }
        if (path.length == 4 && path[2].equals("lose-replies") && path[3].matches("[1-9]\\d?")) {
            wire.loseReplies(Integer.parseInt(path[3]));
            return true;
        }
        return false;
    }

    /** Takes no more orders, and cuts all wires. */
    @Override
    public void close() {
        orders.stop(0);
        wires.values().forEach(Wire::close);
    }
}
