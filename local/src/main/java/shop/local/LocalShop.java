package shop.local;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import shop.local.process.LogFile;
import shop.local.process.Pid;
import shop.local.process.Signal;
import shop.local.process.Trees;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopOptions;
import shop.local.topology.ShopProcess;

/**
 * A whole shop on this machine. All it knows is on disk, so any number of these, in any number of
 * programs, may look after the same shop; only not at the same moment.
 *
 * <p>Processes go by name: {@code gateway}, {@code registry}, {@code order-service}, {@code
 * payment-service}, {@code inventory-service}, {@code redis}, {@code postgres}, and {@code
 * order-service-2} for a second instance. Every method refuses with a {@link ShopFailure}.
 */
public final class LocalShop {

    private final ShopOptions options;
    private final Machine machine;

    public LocalShop(ShopOptions options) {
        this.machine = Machine.of(options);
        this.options = machine.options();
    }

    /**
     * Starts whatever does not run, and returns when all of it can work. When it fails, what it
     * started is stopped again.
     */
    public void start(Progress progress) {
        faults().checkPossible(running());
        new Startup(machine, progress).run(options.processes());
        machine.writePorts();
    }

    /** Starts one process and returns when it can work; does nothing to one that runs. */
    public void start(String name, Progress progress) {
        faults().checkPossible(ShopProcess.named(name));
        new Startup(machine, progress).run(List.of(ShopProcess.named(name)));
        machine.writePorts();
    }

    /** Starts one process with variables of its own, over those of the options. */
    public void start(String name, Map<String, String> environment, Progress progress) {
        Map<String, String> all = new ConcurrentHashMap<>(options.environment());
        all.putAll(environment);
        new LocalShop(options.withEnvironment(all)).start(name, progress);
    }

    /** Stops everything in good order, and by force what does not; nothing stays. */
    public void stop(Progress progress) {
        FastStart.cancel(machine);
        new Shutdown(machine, progress).run(remembered());
        faults().forget();
    }

    /** Stops one process in good order. */
    public void stop(String name, Progress progress) {
        new Shutdown(machine, progress).run(List.of(ShopProcess.named(name)));
    }

    /** Forgets all data of a shop that is stopped: the next start is a first one. */
    public void reset() {
        if (!running().isEmpty()) {
            throw new ShopFailure("The shop runs; stop it before its data are forgotten.");
        }
        Trees.delete(options.home().resolve("postgres").resolve("data"));
        Trees.delete(options.home().resolve("redis"));
        Trees.delete(options.home().resolve("registry"));
    }

    /** Ends a process as a crash would: with {@code SIGKILL}. Returns when it is gone. */
    public void kill(String name) {
        Pid pid = pid(name);
        pid.send(Signal.KILL);
        Shutdown.awaitEnd(pid, machine.program(ShopProcess.named(name)).patience());
    }

    /**
     * Freezes a process and all it started, and returns when they stand still; its connections stay
     * open and are not answered.
     */
    public void pause(String name) {
        pid(name).freeze();
    }

    /** Lets a frozen process go on. */
    public void resume(String name) {
        pid(name).sendToAll(Signal.CONT);
    }

    /** Every process the shop should have, and every other one it has, with how it is doing. */
    public List<ProcessStatus> status() {
        NavigableSet<ShopProcess> processes = remembered();
        processes.addAll(options.processes());
        Map<ShopProcess, ProcessStatus> found = new ConcurrentHashMap<>();
        Parallel.forEach(processes, process -> found.put(process, machine.status(process)));
        return processes.stream().map(found::get).toList();
    }

    /** What is wrong with processes on purpose. */
    public Faults faults() {
        return new Faults(machine);
    }

    /** The names of all processes that run. */
    public List<String> running() {
        return remembered().stream()
                .filter(process -> machine.running(process).isPresent())
                .map(ShopProcess::name)
                .toList();
    }

    /** What a process has said. */
    public LogFile log(String name) {
        return machine.log(ShopProcess.named(name));
    }

    /** The port a process serves on. */
    public int port(String name) {
        return options.port(ShopProcess.named(name));
    }

    /** The port of a Java process's health and metrics. */
    public int managementPort(String name) {
        return options.managementPort(ShopProcess.named(name));
    }

    private NavigableSet<ShopProcess> remembered() {
        NavigableSet<ShopProcess> processes = new TreeSet<>();
        machine.pids().names().stream()
                .filter(name -> !name.equals(FastStart.NAME))
                .map(ShopProcess::named)
                .forEach(processes::add);
        return processes;
    }

    private Pid pid(String name) {
        return machine.running(ShopProcess.named(name))
                .orElseThrow(() -> new ShopFailure(name + " does not run."));
    }
}
