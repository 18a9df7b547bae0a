package shop.local.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import shop.local.process.Launch;
import shop.local.process.Program;
import shop.local.topology.ShopFailure;

/** The Redis server. It writes nothing to disk: all it holds can be had again. */
public final class RedisProgram implements Program {

    private final Path home;
    private final int port;

    /**
     * @param home where it is unpacked and works
     */
    public RedisProgram(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    @Override
    public boolean isPrepared() {
        return Files.exists(executable());
    }

    @Override
    public void prepare() {
        Path target = executable();
        String resource = "/" + target.getFileName();
        try (InputStream program = RedisProgram.class.getResourceAsStream(resource)) {
            if (program == null) {
                throw new ShopFailure("The build brought no " + target.getFileName() + ".");
            }
            Path draft = Files.createDirectories(home).resolve("redis.new");
            Files.copy(program, draft, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Launch launch() {
        return new Launch(
                List.of(
                        executable().toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        home.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--maxmemory",
                        "64mb",
                        "--maxmemory-policy",
                        "allkeys-lru"),
                Map.of());
    }

    @Override
    public boolean ready() {
        try (RedisConnection redis = new RedisConnection(port, Duration.ofSeconds(1))) {
            return redis.ask(List.of("PING")).equals("PONG");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(5);
    }

    // The artifact's own names.
    private Path executable() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String platform =
                mac
                        ? (arm ? "6.2.6-v5-darwin-arm64" : "6.2.6-v5-darwin-amd64")
                        : (arm ? "6.2.7-linux-arm64" : "6.2.6-v5-linux-amd64");
        return home.resolve("redis-server-" + platform);
    }
}
