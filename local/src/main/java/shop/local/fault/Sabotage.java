package shop.local.fault;

import shop.local.process.PidFiles;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopOptions;
import shop.local.topology.ShopProcess;
import shop.local.wire.WireProgram;

/** Carries faults out, each where it takes place. Both ways may be gone any number of times. */
public record Sabotage(ShopOptions options, PidFiles pids, WireProgram wires, Freezes freezes) {

    /** The process in which a fault is; it is over when that process ends. */
    public static ShopProcess place(ShopProcess sufferer, Fault fault) {
        return switch (fault) {
            case Fault.Latency _, Fault.Errors _, Fault.Freeze _ -> sufferer;
            case Fault.DropReplies _ -> ShopProcess.first(ProcessKind.WIRES);
        };
    }

    /** Begins a fault in a process that runs. */
    public void begin(ShopProcess process, Fault fault) {
        String name = process.name();
        switch (fault) {
            case Fault.Latency(var by, var share) -> monkey(process).delay(by, share);
            case Fault.Errors(var share) -> monkey(process).fail(share);
            case Fault.DropReplies(var share) -> wires.loseReplies(name, share.oneIn());
            case Fault.Freeze(var length) ->
                    pids.running(name).ifPresent(pid -> freezes.freeze(name, pid, length));
        }
    }

    /** Ends a fault, unless it has ended with its process. */
    public void end(ShopProcess process, Fault fault) {
        if (pids.running(place(process, fault).name()).isEmpty()) {
            return;
        }
        String name = process.name();
        switch (fault) {
            case Fault.Latency _, Fault.Errors _ -> monkey(process).rest();
            case Fault.DropReplies _ -> wires.mend(name);
            case Fault.Freeze _ -> pids.running(name).ifPresent(pid -> freezes.thaw(name, pid));
        }
    }

    private ChaosMonkey monkey(ShopProcess process) {
        ShopProcess registry = ShopProcess.first(ProcessKind.REGISTRY);
        return new ChaosMonkey(
                options.managementPort(process), new TokenIssuer(options.port(registry)));
    }
}
