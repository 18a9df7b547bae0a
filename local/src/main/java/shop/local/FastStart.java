package shop.local;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import shop.local.app.ClassArchive;
import shop.local.process.Daemons;
import shop.local.process.Launch;
import shop.local.process.LogFile;
import shop.local.process.Signal;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopOptions;

/**
 * Makes the archives that let the next start be faster, once for each build of a service: while the
 * shop runs, by a process of its own at the lowest priority, so that no start waits for it.
 */
public final class FastStart {

    static final String NAME = "fast-start";
    private static final int AT_A_TIME = 2;

    private FastStart() {}

    /**
     * Begins in the background, if there is anything to make.
     *
     * @param launcher the command that calls {@link #makeMissing} in another process
     * @return whether it has begun
     */
    public static boolean begin(ShopOptions options, List<String> launcher) {
        Machine machine = new Machine(options);
        if (!options.fastStart()
                || missing(options).isEmpty()
                || machine.pids().running(NAME).isPresent()) {
            return false;
        }
        LogFile log = new LogFile(options.home().resolve("logs").resolve(NAME + ".log"));
        new Daemons(options.home(), machine.pids())
                .start(NAME, new Launch(atLowestPriority(launcher), Map.of()), log);
        return true;
    }

    /** Makes what is missing. One that fails is told and left out. */
    public static void makeMissing(ShopOptions options) {
        Machine machine = new Machine(options);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            missing(options).forEach(kind -> threads.execute(() -> make(kind, machine)));
        }
        machine.pids().forget(NAME);
    }

    // Linux weighs sessions against each other before it looks at nice values (autogroup).
    private static List<String> atLowestPriority(List<String> command) {
        String script =
                "{ echo 19 >/proc/self/autogroup; } 2>/dev/null; exec nice -n 19 \"$0\" \"$@\"";
        return Stream.concat(Stream.of("/bin/sh", "-c", script), command.stream()).toList();
    }

    static void cancel(Machine machine) {
        machine.pids().running(NAME).ifPresent(pid -> pid.sendToAll(Signal.KILL));
        machine.pids().forget(NAME);
    }

    private static void make(ProcessKind kind, Machine machine) {
        try {
            ClassArchive.of(machine.options(), kind)
                    .make(kind, machine.options(), machine.helpers());
            System.out.println(kind.label() + " will start faster.");
        } catch (ShopFailure e) {
            System.out.println(e.getMessage());
        }
    }

    private static List<ProcessKind> missing(ShopOptions options) {
        return Arrays.stream(ProcessKind.values())
                .filter(ProcessKind::isJava)
                // Those that gain most come first.
                .sorted(Comparator.comparingInt(ProcessKind::heapMegabytes).reversed())
                .filter(kind -> ClassArchive.of(options, kind).isMissing())
                .toList();
    }
}
