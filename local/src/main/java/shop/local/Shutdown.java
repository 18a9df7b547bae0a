package shop.local;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import shop.local.process.Pid;
import shop.local.process.Program;
import shop.local.process.Signal;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopProcess;

/** One stop of many processes, those first that no other needs; none of them stays. */
final class Shutdown {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(30);

    private final Machine machine;
    private final Progress progress;

    Shutdown(Machine machine, Progress progress) {
        this.machine = machine;
        this.progress = progress;
    }

    /** In good order: every process ends its work before the next group is told. */
    void run(Collection<ShopProcess> processes) {
        Map<Integer, List<ShopProcess>> groups =
                processes.stream()
                        .collect(
                                Collectors.groupingBy(
                                        process -> turn(process.kind()),
                                        TreeMap::new,
                                        Collectors.toList()));
        groups.values().forEach(group -> Parallel.forEach(group, this::stop));
    }

    /** All at once, for a start that failed: they are not in use yet. */
    void hurry(Collection<ShopProcess> processes) {
        Parallel.forEach(List.copyOf(processes), this::stop);
    }

    private static int turn(ProcessKind kind) {
        return switch (kind) {
            case GATEWAY -> 0;
            case ORDER_SERVICE -> 1;
            case PAYMENT_SERVICE, INVENTORY_SERVICE -> 2;
            case REGISTRY -> 3;
            case WIRES, REDIS, POSTGRES -> 4;
        };
    }

    private void stop(ShopProcess process) {
        machine.running(process).ifPresent(pid -> stop(process, pid));
        machine.pids().forget(process.name());
    }

    private void stop(ShopProcess process, Pid pid) {
        progress.begins(process.name());
        Stopwatch watch = new Stopwatch();
        Program program = machine.program(process);
        pid.send(program.farewell());
        // A frozen one cannot hear it.
        pid.sendToAll(Signal.CONT);
        boolean ended = awaitEnd(pid, program.patience());
        if (!ended) {
            pid.sendToAll(Signal.KILL);
            awaitEnd(pid, Duration.ofSeconds(10));
        }
        progress.ends(process.name(), ended ? "stopped" : "killed", watch.elapsed());
    }

    static boolean awaitEnd(Pid pid, Duration limit) {
        Stopwatch watch = new Stopwatch();
        while (pid.isAlive()) {
            if (watch.elapsed().compareTo(limit) > 0) {
                return false;
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ShopFailure("Interrupted while waiting for processes to stop.", e);
            }
        }
        return true;
    }
}
