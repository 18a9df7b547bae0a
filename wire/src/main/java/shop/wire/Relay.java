package shop.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries connections on from a port of its own to a server, and back, as far as a gate lets it.
 */
final class Relay {

    /** Who decides what is carried on. */
    interface Gate {

        /** Waits as long as a piece must wait; false if its connection must be reset instead. */
        boolean passes(boolean reply) throws InterruptedException;
    }

    private final String host;
    private final int serverPort;
    private final int port;
    private final Gate gate;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private Thread acceptor = Thread.currentThread();

    /**
     * Begins at this port.
     *
     * @throws UncheckedIOException if the port is taken
     */
    Relay(String host, int serverPort, int port, Gate gate) {
        this.host = host;
        this.serverPort = serverPort;
        this.port = port;
        this.gate = gate;
        this.door = listening();
    }

    int port() {
        return port;
    }

    /** Breaks all connections and refuses new ones. */
    synchronized void cut() {
        try {
            door.close();
            // As long as a thread accepts, the system keeps the port open.
            acceptor.join();
            for (Socket socket : open) {
                socket.close();
            }
            open.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot cut the wire", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes connections again, if it was cut. */
    synchronized void mend() {
        if (door.isClosed()) {
            door = listening();
        }
    }

    private ServerSocket listening() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("localhost"), port));
            acceptor = Thread.startVirtualThread(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket caller = socket.accept();
                Thread.startVirtualThread(() -> connect(caller, socket));
            }
        } catch (IOException e) {
            // It was cut.
        }
    }

    // Closed by whoever ends the connection, or cuts the wire.
    @SuppressWarnings("resource")
    private void connect(Socket caller, ServerSocket through) {
        try {
            Socket server = new Socket(host, serverPort);
            open.add(caller);
            open.add(server);
            if (through.isClosed()) { // it was cut meanwhile, perhaps without seeing these two
                server.close();
                caller.close();
            }
            Thread.startVirtualThread(() -> pump(caller, server, false));
            Thread.startVirtualThread(() -> pump(server, caller, true));
        } catch (IOException e) {
            reset(caller);
        }
    }

    private void pump(Socket from, Socket to, boolean reply) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!gate.passes(reply)) {
                    reset(from);
                    reset(to);
                    return;
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // The other side has gone; so do we.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            // Closing then sends RST, and what is still to be sent is not.
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // It is closed already.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
