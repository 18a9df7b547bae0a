package shop.local.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Remembers on disk what is wrong with which process, in the words that asked for it. */
public final class FaultFiles {

    private final Path directory;

    public FaultFiles(Path directory) {
        this.directory = directory;
    }

    /** Remembers a fault, in place of the one before. */
    public void write(String name, Fault fault) {
        try {
            Files.createDirectories(directory);
            Path draft = directory.resolveSibling(name + ".fault");
            Files.writeString(draft, fault.toString());
            Files.move(
                    draft,
                    directory.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets a fault; forgetting it twice does no harm. */
    public void delete(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that is remembered, by the process's name. */
    public Map<String, Fault> all() {
        if (!Files.isDirectory(directory)) {
            return Map.of();
        }
        Map<String, Fault> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                List<String> words = List.of(Files.readString(file).split(" ", -1));
                all.put(file.getFileName().toString(), Fault.parse(words));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
