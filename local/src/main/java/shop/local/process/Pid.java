package shop.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import shop.local.topology.ShopFailure;

/**
 * A process and when it started, which together name one process for ever: the number alone is
 * given to another one sooner or later.
 *
 * @param number what {@code ps} shows
 * @param started the kernel's own mark of the start; only good for comparing
 */
public record Pid(long number, String started) {

    private static final Path PROC = Path.of("/proc");
    private static final int LOOKS = 1000; // ten seconds
    private static final Set<String> DEAD = Set.of("Z", "X");
    private static final Set<String> STILL = Set.of("T", "t", "Z", "X");
    private static final boolean LINUX = Files.isDirectory(PROC.resolve("self"));

    /** The process with this number right now, if there is one that still runs. */
    public static Optional<Pid> of(long number) {
        return started(number).map(started -> new Pid(number, started));
    }

    /** Whether this very process still runs. One that ended but was never reaped does not. */
    public boolean isAlive() {
        return started(number).filter(started::equals).isPresent();
    }

    /** Sends a signal, unless this very process is gone. */
    public void send(Signal signal) {
        if (isAlive()) {
            signal(signal, Stream.of(number));
        }
    }

    /** Sends a signal to this process and all it started, unless it is gone. */
    public void sendToAll(Signal signal) {
        if (isAlive()) {
            signal(signal, family());
        }
    }

    /**
     * Stops this process and all it started, unless it is gone; returns when they stand still.
     *
     * @throws ShopFailure when they do not within 10 s
     */
    public void freeze() {
        sendToAll(Signal.STOP);
        for (int look = 0; !standsStill(); look++) {
            if (look == LOOKS) {
                throw new ShopFailure("Process " + number + " could not be frozen.");
            }
            try {
                Thread.sleep(Duration.ofMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ShopFailure("Interrupted while a process was frozen.", e);
            }
        }
    }

    /**
     * Whether every thread of this process and of all it started stands still. Sending {@link
     * Signal#STOP} only begins that: on a busy machine other threads go on for a while. Always true
     * where there is no {@code /proc}.
     */
    public boolean standsStill() {
        return !LINUX || family().flatMap(Pid::threads).allMatch(Pid::isStill);
    }

    /** The numbers of this process and of all it started and they started, as it is now. */
    public Stream<Long> family() {
        return Stream.concat(Stream.of(number), descendants());
    }

    /** The memory that is this process's and its descendants' own, in bytes; 0 when unknown. */
    public long memory() {
        return family().mapToLong(Memory::of).sum();
    }

    private Stream<Long> descendants() {
        return ProcessHandle.of(number).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
    }

    private static void signal(Signal signal, Stream<Long> numbers) {
        List<String> targets = numbers.map(String::valueOf).toList();
        String command = "kill -" + signal + " " + String.join(" ", targets) + " 2>/dev/null";
        try {
            // The shell's own kill: a bare machine may have no /bin/kill.
            new ProcessBuilder("/bin/sh", "-c", command).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("cannot send " + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Stream<Path> threads(long number) {
        File[] threads = PROC.resolve(Long.toString(number)).resolve("task").toFile().listFiles();
        return threads == null ? Stream.empty() : Arrays.stream(threads).map(File::toPath);
    }

    private static boolean isStill(Path thread) {
        return stat(thread).map(fields -> STILL.contains(fields[0])).orElse(true);
    }

    // Where there is /proc, its tick count is used: the JDK's start time is computed from a boot
    // time that moves when the clock is set.
    private static Optional<String> started(long number) {
        return LINUX
                ? fromProc(number)
                : ProcessHandle.of(number)
                        .flatMap(handle -> handle.info().startInstant())
                        .map(Object::toString);
    }

    private static Optional<String> fromProc(long number) {
        return stat(PROC.resolve(Long.toString(number)))
                // The first thread may be dead while others still are not, and hold their ports.
                .filter(fields -> !(DEAD.contains(fields[0]) && Integer.parseInt(fields[17]) <= 1))
                .map(fields -> fields[19]);
    }

    // What follows the name in brackets, which may hold anything, brackets and blanks too; empty
    // when the process or thread is gone.
    private static Optional<String[]> stat(Path task) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
