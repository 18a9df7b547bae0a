package shop.local.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shop.local.process.Trees;
import shop.local.topology.ShopFailure;

/** PostgreSQL's programs, unpacked from the artifact for this operating system and processor. */
final class Binaries {

    private static final Pattern VERSION = Pattern.compile("-([0-9][0-9.]*)\\.jar!");

    private Binaries() {}

    /** Unpacks them unless they are there; a half-unpacked directory is never taken for whole. */
    static Path unpack(Path home) throws IOException {
        Path directory = directory(home);
        if (!Files.exists(directory)) {
            Path draft = home.resolve("bin.new");
            Trees.delete(draft);
            try (InputStream archive = new BufferedInputStream(archive().openStream())) {
                TarXz.unpack(archive, draft);
            }
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        }
        return directory;
    }

    static Path directory(Path home) {
        Matcher version = VERSION.matcher(archive().toString());
        return home.resolve("bin-" + (version.find() ? version.group(1) : "unknown"));
    }

    private static URL archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = system.contains("mac") ? "darwin" : system;
        // As the artifacts name processors.
        String processor =
                switch (System.getProperty("os.arch")) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    case String other -> other;
                };
        String name = "/postgres-%s-%s.txz".formatted(family, processor);
        URL archive = Binaries.class.getResource(name);
        if (archive == null) {
            throw new ShopFailure(
                    "The build brought no PostgreSQL for %s on %s."
                            .formatted(system, System.getProperty("os.arch")));
        }
        return archive;
    }
}
