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

    /** How long it is, in bytes; 0 when there is no file. */
    public long size() {
        return path.toFile().length();
    }

    /** The last lines, at most {@code count}; none when there is no file. */
    public List<String> lastLines(int count) {
        List<String> lines = linesFrom(0);
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** The lines from this byte on, of the last 256 KiB at most; none when there is no file. */
    public List<String> linesFrom(long first) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = Math.max(first, file.length() - TAIL);
            byte[] tail = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8).lines().toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
