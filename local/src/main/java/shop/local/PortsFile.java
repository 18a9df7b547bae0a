package shop.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import shop.local.topology.ShopOptions;

/** Tells scripts where things listen: {@code .shop/ports}, a line {@code name=port} each. */
record PortsFile(ShopOptions options) {

    void write() {
        List<String> lines =
                options.processes().stream()
                        .map(process -> process.name() + "=" + options.port(process))
                        .toList();
        try {
            Files.write(options.home().resolve("ports"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
