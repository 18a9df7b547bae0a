package shop.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopOptions;
import shop.local.topology.ShopProcess;

/** What must be true before anything is started, each with the sentence for when it is not. */
final class Preconditions {

    private static final long MEBIBYTE = 1024 * 1024;
    private static final long ROOM = 500 * MEBIBYTE;

    private Preconditions() {}

    static void checkRoom(Path home) {
        try {
            Files.createDirectories(home);
            long usable = Files.getFileStore(home).getUsableSpace();
            if (usable < ROOM) {
                throw new ShopFailure(
                        "The disk is full: %s has %s MB left, and the shop needs %s MB."
                                .formatted(home, usable / MEBIBYTE, ROOM / MEBIBYTE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void checkPorts(Collection<ShopProcess> processes, ShopOptions options) {
        List<String> taken =
                processes.stream()
                        .flatMap(process ->
                                options.ports(process).stream()
                                        .filter(Preconditions::isTaken)
                                        .map(port -> port + " (" + process.name() + ")"))
                        .toList();
        if (!taken.isEmpty()) {
            throw new ShopFailure(
                    taken.stream().collect(Collectors.joining(", ", "Port ", ""))
                            + " is taken by another program: stop that one, or move the shop with"
                            + " SHOP_PORT_OFFSET=10000 in front of the command.");
        }
    }

    // Asking first, because macOS lets two programs share a port when one has the wildcard address.
    private static boolean isTaken(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback, port), 200);
            return true;
        } catch (IOException nobodyAnswers) {
            return cannotBind(loopback, port);
        }
    }

    private static boolean cannotBind(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
