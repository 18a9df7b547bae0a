package shop.local;

import shop.local.fault.ChaosMonkey;
import shop.local.fault.Fault;
import shop.local.fault.Freezes;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopProcess;

/** Carries faults out, each where it takes place. Both ways may be gone any number of times. */
record Sabotage(Machine machine, Freezes freezes) {

    /** The process in which a fault is; it is over when that process ends. */
    static ShopProcess place(ShopProcess sufferer, Fault fault) {
        return switch (fault) {
            case Fault.Latency _, Fault.Errors _, Fault.Freeze _ -> sufferer;
            case Fault.DropReplies _ -> ShopProcess.first(ProcessKind.WIRES);
        };
    }

    void begin(ShopProcess process, Fault fault) {
        String name = process.name();
        switch (fault) {
            case Fault.Latency(var by, var share) -> monkey(process).delay(by, share);
            case Fault.Errors(var share) -> monkey(process).fail(share);
            case Fault.DropReplies(var share) -> machine.wires().loseReplies(name, share.oneIn());
            case Fault.Freeze(var length) ->
                    machine.running(process).ifPresent(pid -> freezes.freeze(name, pid, length));
        }
    }

    void end(ShopProcess process, Fault fault) {
        if (machine.running(place(process, fault)).isEmpty()) {
            return;
        }
        switch (fault) {
            case Fault.Latency _, Fault.Errors _ -> monkey(process).rest();
            case Fault.DropReplies _ -> machine.wires().mend(process.name());
            case Fault.Freeze _ ->
                    machine.running(process).ifPresent(pid -> freezes.thaw(process.name(), pid));
        }
    }

    private ChaosMonkey monkey(ShopProcess process) {
        return new ChaosMonkey(machine.options().managementPort(process));
    }
}
