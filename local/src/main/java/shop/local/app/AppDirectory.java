package shop.local.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import shop.local.process.Helpers;
import shop.local.process.Launch;
import shop.local.process.Trees;
import shop.local.topology.ProcessKind;

/**
 * A service unpacked, because a JVM starts faster from plain jars than from a jar of jars, and can
 * keep its classes ready only for plain ones.
 *
 * <p>Each build has a directory of its own, so nothing changes under a process that runs. The
 * directories belong to the checkout and are shared by all shops that run from it.
 */
final class AppDirectory {

    private final ProcessKind kind;
    private final Path jar;
    private final Path apps;

    AppDirectory(Path root, ProcessKind kind) {
        this.kind = kind;
        this.jar = Jars.of(root, kind);
        this.apps = root.resolve(".shop").resolve("apps");
    }

    Path path() {
        return apps.resolve(kind.label() + "-" + Jars.stamp(jar));
    }

    Path jar() {
        return path().resolve(jar.getFileName());
    }

    boolean isUnpacked() {
        return Files.exists(path());
    }

    /** Unpacks it in place of older builds. */
    void unpack(Helpers helpers) {
        Path draft = apps.resolve(kind.label() + ".new-" + UUID.randomUUID());
        try {
            Files.createDirectories(apps);
            helpers.run("unpack-" + kind.label(), extraction(draft), Duration.ofMinutes(1));
            deleteOlder();
            moveInPlace(draft);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Another shop of this checkout may have been faster, and run from there already.
    private void moveInPlace(Path draft) throws IOException {
        try {
            Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!isUnpacked()) {
                throw e;
            }
            Trees.delete(draft);
        }
    }

    private Launch extraction(Path destination) {
        return new Launch(
                List.of(
                        JavaCommand.java().toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        destination.toString()),
                Map.of());
    }

    // A process of an older build goes on: it has long opened all its jars.
    private void deleteOlder() throws IOException {
        String pattern = kind.label() + "-[0-9a-f]{8}";
        try (Stream<Path> all = Files.list(apps)) {
            all.filter(path -> path.getFileName().toString().matches(pattern))
                    .filter(path -> !path.equals(path()))
                    .forEach(Trees::delete);
        }
    }
}
