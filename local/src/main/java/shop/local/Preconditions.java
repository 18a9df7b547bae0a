package shop.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopOptions;
import shop.local.topology.ShopProcess;

/** What must be true before anything is started, each with the sentence for when it is not. */
final class Preconditions {

    private static final long MEBIBYTE = 1024 * 1024;
    private static final long ROOM = 500 * MEBIBYTE;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

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

    /** PostgreSQL demands a directory that is its user's alone, and its programs lie there, too. */
    static void checkFileSystem(Path home) {
        try {
            Path probe = Files.createTempFile(home, "probe", ".sh");
            try {
                Files.writeString(probe, "#!/bin/sh\n");
                Files.setPosixFilePermissions(probe, OWNER_ONLY);
                if (!Files.getPosixFilePermissions(probe).equals(OWNER_ONLY)) {
                    throw new IOException("permissions are not kept");
                }
                new ProcessBuilder(probe.toString()).start();
            } finally {
                Files.delete(probe);
            }
        } catch (AccessDeniedException e) {
            throw new ShopFailure(home + " cannot be written to.", e);
        } catch (IOException e) {
            throw new ShopFailure(
                    home
                            + " is on a file system that keeps no permissions or runs no programs,"
                            + " and PostgreSQL needs both: name a directory elsewhere with"
                            + " SHOP_HOME=DIR in front of the command.",
                    e);
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
