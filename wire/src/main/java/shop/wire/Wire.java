package shop.wire;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
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

    private final Relay relay;
    private Trouble trouble = Trouble.NONE;
    private Duration delay = Duration.ZERO;
    private int oneIn = 1;
    private int replies;

    /** A whole wire to this server, on a free port. */
    public Wire(String host, int serverPort) {
        this.relay = somewhere(host, serverPort);
    }

    /**
     * A whole wire to this server, on this port.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public Wire(String host, int serverPort, int port) {
        this.relay = new Relay(host, serverPort, port, this::passes);
    }

    /** Where to connect instead, on the loopback address. */
    public int port() {
        return relay.port();
    }

    /** Breaks all connections and refuses new ones. */
    public void cut() {
        relay.cut();
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
        relay.mend();
    }

    @Override
    public void close() {
        mend();
        cut();
    }

    // Not where the system takes ports for outgoing connections: while a wire is cut, one of those
    // could take its place.
    private Relay somewhere(String host, int serverPort) {
        while (true) {
            try {
                int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
                return new Relay(host, serverPort, port, this::passes);
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof BindException)) {
                    throw e;
                }
            }
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
}
