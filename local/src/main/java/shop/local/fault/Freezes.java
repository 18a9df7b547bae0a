package shop.local.fault;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import shop.local.process.Daemons;
import shop.local.process.Launch;
import shop.local.process.LogFile;
import shop.local.process.Pid;
import shop.local.process.PidFiles;
import shop.local.process.Signal;
import shop.local.topology.ShopFailure;

/**
 * Processes that stand still for a while. Each is stopped and woken by one small process of its
 * own, which outlives the launcher, so that no freeze lasts because of a Ctrl-C.
 */
public final class Freezes {

    private static final String STOP_AND_WAKE =
            "length=$1; shift; kill -STOP \"$@\" && echo frozen; sleep \"$length\"; kill -CONT"
                    + " \"$@\"";
    private static final int LOOKS = 500; // ten seconds

    private final Path home;
    private final PidFiles sleepers;

    /**
     * @param home where it keeps what it has to know
     */
    public Freezes(Path home) {
        this.home = home;
        this.sleepers = new PidFiles(home);
    }

    /**
     * Returns when the process and all it started stand still, or did and were woken. A second
     * freeze replaces the first.
     */
    void freeze(String name, Pid pid, Duration length) {
        thaw(name, pid);
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", STOP_AND_WAKE, "sh"));
        command.add(BigDecimal.valueOf(length.toMillis(), 3).toPlainString());
        pid.family().map(String::valueOf).forEach(command::add);
        LogFile log = new LogFile(home.resolve(name + ".log"));
        new Daemons(home, sleepers).start(name, new Launch(command, Map.of()), log);
        for (int look = 0; !(isStopped(log) && (pid.standsStill() || !isFrozen(name))); look++) {
            if (look == LOOKS) {
                throw new ShopFailure(name + " could not be frozen.");
            }
            pause();
        }
    }

    /** Whether it stands still because of a freeze that is not over. */
    public boolean isFrozen(String name) {
        return sleepers.running(name).isPresent();
    }

    /** Ends a freeze early; does nothing where there is none. */
    void thaw(String name, Pid pid) {
        if (isFrozen(name)) {
            forget(name);
            pid.sendToAll(Signal.CONT);
        }
    }

    /** Forgets the freeze of a process that has ended. */
    public void forget(String name) {
        sleepers.running(name).ifPresent(sleeper -> sleeper.sendToAll(Signal.KILL));
        sleepers.forget(name);
    }

    private static boolean isStopped(LogFile log) {
        return log.lastLines(1).contains("frozen");
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShopFailure("Interrupted.", e);
        }
    }
}
