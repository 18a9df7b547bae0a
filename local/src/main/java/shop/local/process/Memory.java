package shop.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process takes, its share of what it has in common with others included. */
final class Memory {

    private Memory() {}

    // Proportional, because resident sizes count PostgreSQL's shared buffers once for every
    // connection.
    static long of(long pid) {
        Path rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        try (var lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    * 1024;
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
