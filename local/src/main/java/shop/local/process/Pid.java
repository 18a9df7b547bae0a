package shop.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process and when it started, which together name one process for ever: the number alone is
 * given to another one sooner or later.
 *
 * @param number what {@code ps} shows
 * @param started the kernel's own mark of the start; only good for comparing
 */
public record Pid(long number, String started) {

    private static final Path PROC = Path.of("/proc");
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
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(number)).resolve("stat"));
            // The name in brackets may hold anything, brackets and blanks too.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            // The first thread may be dead while others still are not, and hold their ports.
            boolean dead = fields[0].equals("Z") || fields[0].equals("X");
            boolean ended = dead && Integer.parseInt(fields[17]) <= 1;
            return ended ? Optional.empty() : Optional.of(fields[19]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
