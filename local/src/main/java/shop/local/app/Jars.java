package shop.local.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopFailure;

/** Finds what Maven built. */
public final class Jars {

    private Jars() {}

    /**
     * The runnable jar of a module.
     *
     * @throws ShopFailure if the module is not built
     */
    public static Path of(Path root, ProcessKind kind) {
        Path target = root.resolve(kind.label()).resolve("target");
        try (Stream<Path> files =
                Files.isDirectory(target) ? Files.list(target) : Stream.<Path>empty()) {
            return files.filter(file -> isRunnable(file.getFileName().toString(), kind))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() ->
                            new ShopFailure(
                                    "%s is not built: mvn package makes its jar in %s."
                                            .formatted(kind.label(), target)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Depends on what is in the jar and on nothing else. A reproducible build's dates never change.
     */
    static String stamp(Path jar) {
        CRC32 stamp = new CRC32();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .map(entry -> entry.getName() + " " + entry.getCrc() + "\n")
                    .forEach(line -> stamp.update(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().toHexDigits(stamp.getValue(), 8);
    }

    // service-1.0.0-SNAPSHOT.jar, but neither its sources nor another module's.
    private static boolean isRunnable(String file, ProcessKind kind) {
        return file.matches(kind.label() + "-[0-9][^-]*(-SNAPSHOT)?\\.jar");
    }
}
