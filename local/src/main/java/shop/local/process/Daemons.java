package shop.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts processes that go on when the launcher has ended and its terminal is closed. */
public final class Daemons {

    private static final List<String> OWN_SESSION = ownSession();

    private final Path directory;
    private final PidFiles pids;

    /**
     * @param directory the daemons' working directory
     */
    public Daemons(Path directory, PidFiles pids) {
        this.directory = directory;
        this.pids = pids;
    }

    /**
     * Starts a process and remembers it under a name.
     *
     * @param log gets all it says
     */
    public Pid start(String name, Launch launch, LogFile log) {
        log.begin();
        List<String> command = new ArrayList<>(OWN_SESSION);
        command.addAll(launch.command());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log.path().toFile()));
        builder.environment().putAll(launch.environment());
        try {
            long number = builder.start().pid();
            // One that ended at once has no start time any more; it is not mistaken for alive.
            Pid pid = Pid.of(number).orElse(new Pid(number, "ended"));
            pids.remember(name, pid);
            return pid;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // A process in the terminal's session would get its Ctrl-C and its hang-up. These two replace
    // themselves with the program, so the pid stays.
    private static List<String> ownSession() {
        if (onPath("setsid")) {
            return List.of("setsid");
        }
        return onPath("perl")
                ? List.of("perl", "-MPOSIX=setsid", "-e", "setsid(); exec @ARGV", "--")
                : List.of();
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
