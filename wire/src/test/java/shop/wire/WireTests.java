package shop.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTests {

    private final BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private Thread acceptor;
    private Wire wire;

    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        wire = new Wire("localhost", server.getLocalPort());
        acceptor = Thread.startVirtualThread(this::accept);
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                Thread.startVirtualThread(() -> echo(caller));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void echo(Socket caller) {
        try (caller) {
            InputStream in = caller.getInputStream();
            for (int said = in.read(); said >= 0; said = in.read()) {
                heard.add(said);
                caller.getOutputStream().write(said);
            }
        } catch (IOException e) {
            // The wire is troubled.
        }
    }

    private Socket caller() throws IOException {
        Socket caller = new Socket("localhost", wire.port());
        caller.setSoTimeout(300);
        return caller;
    }

    private void assertWhole() throws IOException {
        try (Socket caller = caller()) {
            assertThat(asked(caller, 1)).isEqualTo(1);
        }
    }

    private static int asked(Socket caller, int what) throws IOException {
        OutputStream out = caller.getOutputStream();
        out.write(what);
        return caller.getInputStream().read();
    }

    @Test
    void letsEverythingThrough() throws IOException {
        assertWhole();
    }

    @Test
    void breaksAndRefusesWhenItIsCutUntilItIsMended() throws IOException {
        try (Socket caller = caller()) {
            asked(caller, 1);
            wire.cut();
            assertThat(caller.getInputStream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(this::caller).isInstanceOf(ConnectException.class);
        wire.mend();
        assertWhole();
    }

    @Test
    void letsNothingThroughWhenItIsFrozenAndAllOfItLater() throws IOException {
        try (Socket caller = caller()) {
            wire.freeze();
            assertThatThrownBy(() -> asked(caller, 1)).isInstanceOf(SocketTimeoutException.class);
            assertThat(heard).isEmpty();
            wire.mend();
            assertThat(caller.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void isSlow() throws IOException {
        try (Socket caller = caller()) {
            wire.slow(Duration.ofMillis(50));
            long begin = System.nanoTime();
            assertThat(asked(caller, 1)).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isGreaterThan(Duration.ofMillis(99));
        }
    }

    @Test
    void resetsWhatIsSaid() throws IOException {
        wire.reset();
        try (Socket caller = caller()) {
            assertThatThrownBy(() -> asked(caller, 1)).isInstanceOf(SocketException.class);
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void letsTheRequestThroughWhenItLosesTheReply() throws Exception {
        wire.loseReplies(1);
        try (Socket caller = caller()) {
            assertThatThrownBy(() -> asked(caller, 1)).isInstanceOf(SocketException.class);
            assertThat(heard.poll(1, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void losesSomeReplies() throws IOException {
        wire.loseReplies(3);
        try (Socket caller = caller()) {
            assertThat(asked(caller, 1)).isEqualTo(1);
            assertThat(asked(caller, 2)).isEqualTo(2);
            assertThatThrownBy(() -> asked(caller, 3)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void goesOnWhenTheServerWasAway() throws Exception {
        int port = server.getLocalPort();
        server.close();
        acceptor.join();
        try (Socket caller = caller()) {
            assertThatThrownBy(() -> asked(caller, 1)).isInstanceOf(SocketException.class);
        }
        server = new ServerSocket(port, 50, InetAddress.getByName("localhost"));
        Thread.startVirtualThread(this::accept);
        assertWhole();
    }
}
