package shop.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Remembers on disk which process runs under which name. */
public final class PidFiles {

    private static final String SUFFIX = ".pid";

    private final Path directory;

    public PidFiles(Path directory) {
        this.directory = directory;
    }

    /** Remembers a process, in place of what was remembered under this name. */
    public void remember(String name, Pid pid) {
        try {
            Files.createDirectories(directory);
            Path draft = directory.resolve(name + ".new");
            Files.writeString(draft, pid.number() + " " + pid.started() + "\n");
            Files.move(
                    draft,
                    file(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that runs under this name; empty when it has ended or never began. */
    public Optional<Pid> running(String name) {
        return read(name).filter(Pid::isAlive);
    }

    /** Forgets a name; forgetting it twice does no harm. */
    public void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every name that is remembered, whether its process runs or not, sorted. */
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }

    private Optional<Pid> read(String name) {
        try {
            String[] parts = Files.readString(file(name)).strip().split(" ", 2);
            return parts.length == 2
                    ? Optional.of(new Pid(Long.parseLong(parts[0]), parts[1]))
                    : Optional.empty();
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
