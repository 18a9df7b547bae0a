package shop.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A wire to a server, to be cut or frozen and mended at will: whoever connects to its port sees the
 * server go away and come back, although it never does.
 */
public final class Wire implements AutoCloseable {

    private final String host;
    private final int serverPort;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private boolean frozen;

    /** A whole wire to this server. */
    public Wire(String host, int serverPort) {
        this.host = host;
        this.serverPort = serverPort;
        this.door = listening(0);
        this.port = door.getLocalPort();
    }

    /** Where to connect instead, on the loopback address. */
    public int port() {
        return port;
    }

    /** Breaks all connections and refuses new ones. */
    public synchronized void cut() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
            open.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot cut the wire", e);
        }
    }

    /** Lets connections be, and be made, but nothing comes through. */
    public synchronized void freeze() {
        frozen = true;
    }

    /** Lets everything through again, also what has waited. */
    public synchronized void mend() {
        frozen = false;
        notifyAll();
        if (door.isClosed()) {
            door = listening(port);
        }
    }

    @Override
    public void close() {
        mend();
        cut();
    }

    private ServerSocket listening(int where) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("localhost"), where));
            Thread.startVirtualThread(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                connect(socket.accept());
            }
        } catch (IOException e) {
            // It was cut.
        }
    }

    // Closed by whoever ends the connection, or cuts the wire.
    @SuppressWarnings("resource")
    private void connect(Socket caller) throws IOException {
        Socket server = new Socket(host, serverPort);
        open.add(caller);
        open.add(server);
        Thread.startVirtualThread(() -> pump(caller, server));
        Thread.startVirtualThread(() -> pump(server, caller));
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                waitWhileFrozen();
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

    private synchronized void waitWhileFrozen() throws InterruptedException {
        while (frozen) {
            wait();
        }
    }
}
