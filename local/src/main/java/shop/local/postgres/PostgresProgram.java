package shop.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import shop.local.process.Helpers;
import shop.local.process.Launch;
import shop.local.process.Program;
import shop.local.process.Signal;

/** The database server: reachable on the loopback interface only, and with passwords only. */
public final class PostgresProgram implements Program {

    // Not the operating system's locale: it differs between machines and wants files of its own.
    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C", "TZ", "UTC");

    private final Path home;
    private final Path data;
    private final int port;
    private final Helpers helpers;

    /**
     * @param home where it is unpacked and keeps its data
     */
    public PostgresProgram(Path home, int port, Helpers helpers) {
        this.home = home;
        this.data = home.resolve("data");
        this.port = port;
        this.helpers = helpers;
    }

    @Override
    public boolean isPrepared() {
        return Files.exists(Binaries.directory(home)) && Files.exists(data);
    }

    @Override
    public void prepare() {
        try {
            Files.createDirectories(home);
            Path binaries = Binaries.unpack(home);
            if (!Files.exists(data)) {
                new DataDirectory(home, binaries, helpers).create(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Launch launch() {
        List<String> command =
                List.of(
                        Binaries.directory(home).resolve("bin/postgres").toString(),
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "max_connections=200",
                        "-c",
                        "shared_buffers=64MB",
                        "-c",
                        "timezone=UTC",
                        "-c",
                        "log_line_prefix=%m [%p] %d ");
        return new Launch(Superuser.avoid(command), ENVIRONMENT);
    }

    @Override
    public boolean ready() {
        return Connections.answers(port, "orders");
    }

    /** PostgreSQL's fast shutdown: open transactions are rolled back, the rest is written out. */
    @Override
    public Signal farewell() {
        return Signal.INT;
    }

    /** After a crash the old server's helpers take a moment to notice and let go. */
    @Override
    public boolean deservesAnotherTry(List<String> lastWords) {
        return lastWords.stream()
                .anyMatch(line -> line.contains("pre-existing shared memory block"));
    }

    static Map<String, String> environment() {
        return ENVIRONMENT;
    }
}
