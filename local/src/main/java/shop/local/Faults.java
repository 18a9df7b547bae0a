package shop.local;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import shop.local.fault.Fault;
import shop.local.fault.FaultFiles;
import shop.local.fault.Freezes;
import shop.local.fault.Sabotage;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopProcess;
import shop.local.topology.Wiring;

/**
 * The faults of a shop, one a process at most; the last one counts. A fault belongs to the name: it
 * is there again when the process is started again, until it is cleared or the shop is stopped.
 * Only a freeze ends by itself, and with its process.
 */
public final class Faults {

    private final Machine machine;
    private final FaultFiles files;
    private final Freezes freezes;
    private final Sabotage sabotage;

    Faults(Machine machine) {
        this.machine = machine;
        this.files = new FaultFiles(machine.options().home().resolve("faults"));
        this.freezes = new Freezes(machine.options().home().resolve("freezes"));
        this.sabotage = new Sabotage(machine.options(), machine.pids(), machine.wires(), freezes);
    }

    /**
     * Lets something go wrong from now on, in place of what went wrong with this process before.
     *
     * @throws ShopFailure if faults are off, or the process does not run or cannot have this fault,
     *     and nothing is changed; or if it does not answer, and then it is unknown whether it has
     *     the fault, which is shown until it is cleared
     */
    public void begin(String name, Fault fault) {
        ShopProcess process = ShopProcess.named(name);
        check(process, fault);
        end(process.name());
        // First, so that it can be cleared whatever becomes of this program.
        files.write(process.name(), fault);
        sabotage.begin(process, fault);
    }

    private void check(ShopProcess process, Fault fault) {
        checkOn();
        if (!(fault instanceof Fault.Freeze) && !Wiring.hasWire(process)) {
            throw new ShopFailure(
                    "Only the services with a database can have that; %s can be frozen."
                            .formatted(process.name()));
        }
        if (machine.running(process).isEmpty()) {
            throw new ShopFailure(process.name() + " does not run.");
        }
    }

    /** Ends all faults. */
    public void clear() {
        files.all().keySet().forEach(this::end);
    }

    /** What is wrong right now, by the process's name. */
    public NavigableMap<String, Fault> active() {
        NavigableMap<String, Fault> active = new TreeMap<>(files.all());
        active.entrySet()
                .removeIf(it ->
                        it.getValue() instanceof Fault.Freeze && !freezes.isFrozen(it.getKey()));
        return active;
    }

    /** To be called when a process has been started: what was wrong in it is wrong again. */
    void renew(ShopProcess process) {
        files.all().forEach((name, fault) -> renew(process, ShopProcess.named(name), fault));
    }

    private void renew(ShopProcess process, ShopProcess sufferer, Fault fault) {
        if (!Sabotage.place(sufferer, fault).equals(process)) {
            return;
        }
        if (fault instanceof Fault.Freeze) {
            forget(sufferer.name());
        } else {
            sabotage.begin(sufferer, fault);
        }
    }

    /** Forgets all faults of processes that have ended. */
    void forget() {
        files.all().keySet().forEach(this::forget);
    }

    private void forget(String name) {
        freezes.forget(name);
        files.delete(name);
    }

    /** A shop that runs without faults cannot get them without a new start. */
    void checkPossible(List<String> running) {
        boolean begun = running.stream().anyMatch(name -> ShopProcess.named(name).kind().isJava());
        boolean wired = machine.pids().names().contains(ProcessKind.WIRES.label());
        if (machine.options().hasFaults() && begun && !wired) {
            throw new ShopFailure(
                    "The shop runs without --chaos; ./shop down, and then ./shop up --chaos.");
        }
    }

    void checkPossible(ShopProcess started) {
        if (started.kind() == ProcessKind.WIRES) {
            checkOn();
        }
    }

    private void checkOn() {
        if (!machine.options().hasFaults()) {
            throw new ShopFailure(
                    "Faults are off in this shop; ./shop down, and then ./shop up --chaos.");
        }
    }

    private void end(String name) {
        Fault fault = files.all().get(name);
        if (fault != null) {
            sabotage.end(ShopProcess.named(name), fault);
            forget(name);
        }
    }
}
