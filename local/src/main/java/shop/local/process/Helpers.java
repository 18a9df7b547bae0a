package shop.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import shop.local.topology.ShopFailure;

/** Runs programs that do one thing and end, and ends them early when the launcher has to. */
public final class Helpers implements AutoCloseable {

    private static final int LINES_SHOWN = 15;

    private final Path logs;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /**
     * @param logs the directory for what they say
     */
    public Helpers(Path logs) {
        this.logs = logs;
    }

    /**
     * Runs a program to its end.
     *
     * @param name names the log file
     * @param input a file for its standard input
     * @throws ShopFailure with its last words if it fails or takes longer than {@code limit}
     */
    public void run(String name, Launch launch, Path input, Duration limit) {
        LogFile log = new LogFile(logs.resolve(name + ".log"));
        log.begin();
        ProcessBuilder builder =
                new ProcessBuilder(launch.command())
                        .redirectInput(input.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log.path().toFile()));
        builder.environment().putAll(launch.environment());
        try {
            await(name, builder.start(), limit, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program that reads nothing; see the other. */
    public void run(String name, Launch launch, Duration limit) {
        run(name, launch, new File("/dev/null").toPath(), limit);
    }

    /** Ends those that still run. */
    @Override
    public void close() {
        running.forEach(Process::destroyForcibly);
    }

    private void await(String name, Process process, Duration limit, LogFile log) {
        running.add(process);
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || process.exitValue() != 0) {
                String what = ended ? " failed" : " took longer than " + limit.toSeconds() + " s";
                throw new ShopFailure(name + what + lastWords(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShopFailure(name + " was interrupted.", e);
        } finally {
            process.destroyForcibly();
            running.remove(process);
        }
    }

    private static String lastWords(LogFile log) {
        return ". The last lines of %s:%n  %s"
                .formatted(log.path(), String.join("\n  ", log.lastLines(LINES_SHOWN)));
    }
}
