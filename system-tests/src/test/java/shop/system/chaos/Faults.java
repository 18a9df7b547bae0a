package shop.system.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import shop.local.LocalShop;
import shop.wire.Wire;

/** Every fault that this shop can have, on every target. */
final class Faults {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONGER = Duration.ofSeconds(3);
    private static final Duration PAST_LEASE = Duration.ofSeconds(7);
    private static final Duration HELD_LONG = Duration.ofSeconds(5);
    private static final Duration LATENCY = Duration.ofMillis(250);

    private final ChaosShop shop;
    private final LocalShop processes;
    private final Wires wires;
    private final DatabaseFaults databases;
    private final Undoing undoing;
    private final Map<String, StaleOwner> owners;

    Faults(
            ChaosShop shop,
            DatabaseFaults databases,
            Undoing undoing,
            Map<String, StaleOwner> owners) {
        this.owners = owners;
        this.shop = shop;
        this.processes = shop.processes();
        this.wires = shop.wires();
        this.databases = databases;
        this.undoing = undoing;
    }

    /** All of them, each once. */
    List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        ChaosShop.SERVICES.forEach(name -> all.add(killed(FaultKind.SERVICE_KILLED, name)));
        owners.forEach((name, owner) -> all.add(ownerPaused(owner, name)));
        all.add(killed(FaultKind.REGISTRY_DEAD, "registry"));
        all.add(killed(FaultKind.REDIS_KILLED, "redis"));
        all.add(redisFrozen());
        all.add(
                new Fault(
                        FaultKind.REDIS_FLUSHED,
                        "redis",
                        Duration.ZERO,
                        () -> shop.redis("FLUSHALL"),
                        () -> {}));
        all.add(killed(FaultKind.POSTGRES_CRASHED, "postgres"));
        for (String database : List.of("orders", "payments", "inventory")) {
            all.add(backendTerminated(database));
            all.add(databaseFrozen(database));
        }
        wires.links().forEach(link -> all.addAll(onLink(link)));
        all.add(clockOff());
        all.add(compensationFailing());
        return all;
    }

    private Fault killed(FaultKind kind, String name) {
        return new Fault(
                kind, name, SHORT, () -> processes.kill(name), () -> shop.startAgain(name));
    }

    private Fault ownerPaused(StaleOwner owner, String name) {
        return new Fault(FaultKind.OWNER_PAUSED, name, PAST_LEASE, owner::pause, owner::resume);
    }

    private Fault redisFrozen() {
        return new Fault(
                FaultKind.REDIS_FROZEN,
                "redis",
                LONGER,
                () -> processes.pause("redis"),
                () -> processes.resume("redis"));
    }

    private Fault backendTerminated(String database) {
        return new Fault(
                FaultKind.BACKEND_TERMINATED,
                database,
                Duration.ZERO,
                () -> databases.terminateBackends(database),
                () -> {});
    }

    private Fault databaseFrozen(String database) {
        List<Wire> all = wires.toDatabase(database);
        return new Fault(
                FaultKind.DATABASE_FROZEN,
                database,
                LONGER,
                () -> all.forEach(Wire::freeze),
                () -> all.forEach(Wire::mend));
    }

    // Not every reply: a database would never get as far as the commit whose reply is lost.
    private List<Fault> onLink(String link) {
        return List.of(
                onLink(FaultKind.LATENCY, link, wire -> wire.slow(LATENCY)),
                onLink(FaultKind.BLACK_HOLE, link, Wire::freeze),
                onLink(FaultKind.RESET, link, Wire::reset),
                onLink(FaultKind.REPLY_LOST, link, wire -> wire.loseReplies(3)),
                onLink(FaultKind.CUT, link, Wire::cut));
    }

    private Fault onLink(FaultKind kind, String link, Consumer<Wire> trouble) {
        Wire wire = wires.get(link);
        return new Fault(kind, link, LONGER, () -> trouble.accept(wire), wire::mend);
    }

    // Twice nobody can pay for a while: stock is held long enough to expire under its order, which
    // is confirmed nevertheless.
    private Fault clockOff() {
        Wire payments = wires.get(Wires.to("payment-service"));
        return new Fault(
                FaultKind.CLOCK_OFF,
                "inventory",
                HELD_LONG,
                () -> {
                    databases.setClockBack("inventory");
                    payments.freeze();
                    Thread.sleep(HELD_LONG);
                    payments.mend();
                    Thread.sleep(SHORT);
                    payments.freeze();
                },
                () -> {
                    payments.mend();
                    databases.setClockRight("inventory");
                });
    }

    private Fault compensationFailing() {
        Wire payments = wires.get(Wires.to("payment-service"));
        return new Fault(
                FaultKind.COMPENSATION_FAILING,
                Wires.to("payment-service"),
                Duration.ZERO,
                () -> {
                    payments.cut();
                    undoing.awaitFailures();
                },
                payments::mend);
    }
}
