package shop.local.topology;

import java.util.ArrayList;
import java.util.List;

/**
 * Which processes others reach through a wire when faults can be switched on: those with a
 * database. There is a wire for every instance there may ever be, so one that starts later finds
 * its own.
 */
public record Wiring(ShopOptions options) {

    private static final int FROM = 2000;

    /** Whether others reach this process through its wire. */
    public boolean isWired(ShopProcess process) {
        return options.hasFaults() && hasWire(process);
    }

    /** Whether it is of a kind that has wires. */
    public static boolean hasWire(ShopProcess process) {
        return process.kind().database().isPresent();
    }

    /** The port at which others reach it. */
    public int port(ShopProcess process) {
        return options.port(process) + FROM;
    }

    /** All wires, each as {@code name:port:server-port}. */
    public List<String> wires() {
        List<String> wires = new ArrayList<>();
        for (ProcessKind kind : ProcessKind.values()) {
            for (int instance = 1; instance <= ShopProcess.MOST_INSTANCES; instance++) {
                if (kind.database().isPresent()) {
                    ShopProcess process = new ShopProcess(kind, instance);
                    wires.add(process.name() + ":" + port(process) + ":" + options.port(process));
                }
            }
        }
        return wires;
    }
}
