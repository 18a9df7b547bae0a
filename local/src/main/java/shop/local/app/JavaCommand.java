package shop.local.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopOptions;

/**
 * The command line of a Java process: small and quick to start.
 *
 * <p>The first compiler only ({@code TieredStopAtLevel=1}) halves the work of a start and costs
 * throughput later on; whoever measures throughput appends other options.
 */
final class JavaCommand {

    // All of the young generation is touched sooner or later, so it decides what a quiet one takes.
    private static final int YOUNG_MEGABYTES = 16;

    private final ProcessKind kind;
    private final ShopOptions options;

    JavaCommand(ProcessKind kind, ShopOptions options) {
        this.kind = kind;
        this.options = options;
    }

    /**
     * @param extra options of the JVM that go before the user's own, which win
     */
    List<String> of(Path jar, List<String> extra) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(
                List.of(
                        "-Xmx" + kind.heapMegabytes() + "m",
                        "-Xmn" + YOUNG_MEGABYTES + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        // Netty and the registry's XStream would warn about these at every start.
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(extra);
        command.addAll(options.javaOptions());
        command.add("-jar");
        command.add(jar.toString());
        return List.copyOf(command);
    }

    /** The JDK that runs the launcher runs everything. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
