package shop.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import shop.local.topology.ShopOptions;

/** Finds a port offset at which a whole shop has room, below the ports the system hands out. */
final class FreePorts {

    private FreePorts() {}

    static int offset() {
        while (true) {
            int offset = ThreadLocalRandom.current().nextInt(11_000, 15_000);
            ShopOptions options = ShopOptions.of(Path.of("/")).withPortOffset(offset);
            if (options.processes().stream()
                    .flatMap(process -> options.ports(process).stream())
                    .allMatch(FreePorts::isFree)) {
                return offset;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
