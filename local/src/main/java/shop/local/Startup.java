package shop.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import shop.local.process.LogFile;
import shop.local.process.Pid;
import shop.local.process.Program;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopProcess;

/** One start of many processes: all of them become ready, or those it started are stopped again. */
final class Startup {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int LINES_SHOWN = 20;
    private static final int LOOKS_BETWEEN_REASONS = 20; // two seconds
    private static final String NOT_READY = "Not ready: ";

    private final Machine machine;
    private final Progress progress;
    private final Duration limit;
    private final List<ShopProcess> started = new ArrayList<>();
    private boolean abandoned;

    Startup(Machine machine, Progress progress) {
        this(machine, progress, LIMIT);
    }

    Startup(Machine machine, Progress progress, Duration limit) {
        this.machine = machine;
        this.progress = progress;
        this.limit = limit;
    }

    void run(Collection<ShopProcess> wanted) {
        List<ShopProcess> missing =
                wanted.stream().filter(process -> machine.running(process).isEmpty()).toList();
        Preconditions.checkRoom(machine.options().home());
        Preconditions.checkFileSystem(machine.options().home());
        Preconditions.checkPorts(missing, machine.options());
        Undoable.run(() -> startAll(wanted, missing), this::abandon);
    }

    private void startAll(Collection<ShopProcess> wanted, List<ShopProcess> missing) {
        Predicate<ShopProcess> own = process -> process.kind().isJava();
        Parallel.forEach(unprepared(missing), this::prepare);
        Parallel.forEach(wanted.stream().filter(own.negate()).toList(), this::bringUp);
        Parallel.forEach(wanted.stream().filter(own).toList(), this::bringUp);
    }

    // Instances of one kind share their files.
    private List<ShopProcess> unprepared(List<ShopProcess> processes) {
        return processes.stream()
                .map(ShopProcess::kind)
                .distinct()
                .map(ShopProcess::first)
                .filter(process -> !machine.program(process).isPrepared())
                .toList();
    }

    private void prepare(ShopProcess process) {
        progress.begins(process.name());
        Stopwatch watch = new Stopwatch();
        machine.program(process).prepare();
        progress.ends(process.name(), "prepared", watch.elapsed());
    }

    private void bringUp(ShopProcess process) {
        String name = process.name();
        progress.begins(name);
        Stopwatch watch = new Stopwatch();
        boolean running = machine.running(process).isPresent();
        Pid pid = running ? machine.running(process).orElseThrow() : launch(process);
        awaitReady(process, pid, running, watch);
        if (!running) {
            new Faults(machine).renew(process);
        }
        progress.ends(name, running ? "runs already" : "ready", watch.elapsed());
    }

    private void awaitReady(ShopProcess process, Pid first, boolean running, Stopwatch watch) {
        Program program = machine.program(process);
        LogFile log = machine.log(process);
        long begun = running ? log.size() : 0;
        String reason = "";
        Pid pid = first;
        for (int looks = 1; !program.ready(); looks++) {
            if (watch.elapsed().compareTo(limit) > 0) {
                String known = reason.isEmpty() ? "" : ": " + reason;
                throw failure(
                        process, "is not ready after %s s%s".formatted(limit.toSeconds(), known));
            }
            if (looks % LOOKS_BETWEEN_REASONS == 0) {
                reason = tell(process, reason, reason(log, begun));
            }
            if (!pid.isAlive()) {
                List<String> words = machine.log(process).lastLines(LINES_SHOWN);
                if (!program.deservesAnotherTry(words)) {
                    throw failure(process, "stopped while it was starting");
                }
                pid = launch(process);
            }
            pause();
        }
    }

    private synchronized Pid launch(ShopProcess process) {
        if (abandoned) {
            throw new ShopFailure("The start was interrupted.");
        }
        started.add(process);
        return machine.launch(process);
    }

    private synchronized void abandon() {
        Stopwatch watch = new Stopwatch();
        progress.begins("gave up");
        abandoned = true;
        machine.helpers().close();
        new Shutdown(machine, Progress.silent()).hurry(started);
        started.clear();
        progress.ends("gave up", "what was started is stopped again", watch.elapsed());
    }

    private String tell(ShopProcess process, String told, String reason) {
        if (!reason.isEmpty() && !reason.equals(told)) {
            progress.waits(process.name(), reason);
        }
        return reason;
    }

    // A process says it now and then while it waits; other lines may have followed.
    private static String reason(LogFile log, long begun) {
        return log.linesFrom(begun).stream()
                .filter(line -> line.contains(NOT_READY))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring(line.indexOf(NOT_READY) + NOT_READY.length()))
                .orElse("");
    }

    private ShopFailure failure(ShopProcess process, String what) {
        List<String> words = machine.log(process).lastLines(LINES_SHOWN);
        return new ShopFailure(
                "%s %s. The last lines of %s:%n  %s"
                        .formatted(
                                process.name(),
                                what,
                                machine.log(process).path(),
                                String.join("\n  ", words)));
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShopFailure("The start was interrupted.", e);
        }
    }
}
