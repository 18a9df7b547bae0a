package shop.local.process;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What one process has said: the present run in {@code path}, the one before in {@code path.1}. */
public record LogFile(Path path) {

    private static final int TAIL = 256 * 1024;

    /** Begins an empty file and keeps the one before. */
    public void begin() {
        try {
            Files.createDirectories(path.getParent());
            if (Files.exists(path)) {
                Path before = path.resolveSibling(path.getFileName() + ".1");
                Files.move(path, before, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.createFile(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines, at most {@code count}; none when there is no file. */
    public List<String> lastLines(int count) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(file.length(), TAIL)];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            List<String> lines = new String(tail, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
