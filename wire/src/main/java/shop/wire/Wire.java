package shop.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A wire to a server, to be troubled in many ways and mended at will: whoever connects to its port
 * sees the server go away and come back, although it never does. One trouble at a time; the last
 * one counts.
 */
public final class Wire implements AutoCloseable {

    private enum Trouble {
        NONE,
        FROZEN,
        SLOW,
        RESETTING,
        LOSING_REPLIES
    }

    private static final int LOWEST_PORT = 10_000;
    private static final int HIGHEST_PORT = 15_000;

    private final String host;
    private final int serverPort;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private Thread acceptor = Thread.currentThread();
    private Trouble trouble = Trouble.NONE;
    private Duration delay = Duration.ZERO;
    private int oneIn = 1;
    private int replies;

    /** A whole wire to this server, on a free port. */
    public Wire(String host, int serverPort) {
        this.host = host;
        this.serverPort = serverPort;
        this.door = listeningSomewhere();
        this.port = door.getLocalPort();
    }

    /**
     * A whole wire to this server, on this port.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public Wire(String host, int serverPort, int port) {
        this.host = host;
        this.serverPort = serverPort;
        this.door = listening(port);
        this.port = port;
    }

    /** Where to connect instead, on the loopback address. */
    public int port() {
        return port;
    }

    /** Breaks all connections and refuses new ones. */
    public synchronized void cut() {
        try {
            door.close();
            // As long as somebody accepts, the system keeps the port open.
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

    /** Lets connections be, and be made, but nothing comes through. */
    public synchronized void freeze() {
        trouble = Trouble.FROZEN;
    }

    /** Lets everything through, but every piece of it so much later. */
    public synchronized void slow(Duration by) {
        trouble = Trouble.SLOW;
        delay = by;
    }

    /** Resets every connection, old or new, as soon as anything is said on it. */
    public synchronized void reset() {
        trouble = Trouble.RESETTING;
    }

    /**
     * Lets requests through, but drops answers and resets their connections.
     *
     * @param oneIn of so many answers one is dropped; 1 drops all
     */
    public synchronized void loseReplies(int oneIn) {
        trouble = Trouble.LOSING_REPLIES;
        this.oneIn = oneIn;
    }

    /** Lets everything through again, also what has waited. */
    public synchronized void mend() {
        trouble = Trouble.NONE;
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

    // Not where the system takes ports for outgoing connections: while a wire is cut, one of those
    // could take its place.
    private ServerSocket listeningSomewhere() {
        while (true) {
            try {
                return listening(ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT));
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof BindException)) {
                    throw e;
                }
            }
        }
    }

    private ServerSocket listening(int where) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("localhost"), where));
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
                Thread.startVirtualThread(() -> connect(caller));
            }
        } catch (IOException e) {
            // It was cut.
        }
    }

    // Closed by whoever ends the connection, or cuts the wire.
    @SuppressWarnings("resource")
    private void connect(Socket caller) {
        try {
            Socket server = new Socket(host, serverPort);
            open.add(caller);
            open.add(server);
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
                if (!passes(reply)) {
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

    /** Waits as long as the trouble wants; false if the connection must end instead. */
    private boolean passes(boolean reply) throws InterruptedException {
        Duration pause;
        synchronized (this) {
            while (trouble == Trouble.FROZEN) {
                wait();
            }
            if (trouble == Trouble.RESETTING || (reply && isLost())) {
                return false;
            }
            pause = trouble == Trouble.SLOW ? delay : Duration.ZERO;
        }
        Thread.sleep(pause);
        return true;
    }

    private boolean isLost() {
        return trouble == Trouble.LOSING_REPLIES && ++replies % oneIn == 0;
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
