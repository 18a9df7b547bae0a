package shop.system.chaos;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Does what the schedule says, heals it, and measures how long everything takes to end then. */
final class Chaos {

    /** How long anything may take to come to its end once all is well. */
    static final Duration HEALING = Duration.ofSeconds(10);

    private static final Duration LONGEST_HEALING = Duration.ofMinutes(2);
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    /** A fault that was, in seconds from the begin of the run. */
    record Happened(FaultKind kind, String target, double begin, double end) {}

    /** A healing that was: from when, and how long it took until all that was begun had ended. */
    record Healed(double at, double seconds) {}

    private final ChaosShop shop;
    private final History history;
    private final Duration gap;
    private final Queue<Happened> faults = new ConcurrentLinkedQueue<>();
    private final List<Healed> healings = new ArrayList<>();
    private final Set<String> dead = new TreeSet<>();

    /**
     * @param gap how long nothing happens between two faults, about
     */
    Chaos(ChaosShop shop, History history, Duration gap) {
        this.shop = shop;
        this.history = history;
        this.gap = gap;
    }

    void run(Schedule.Round round, long seed) throws SQLException {
        CompletableFuture<Void> processes =
                CompletableFuture.runAsync(
                        () -> oneByOne(round.toProcesses(), new SplittableRandom(seed)), THREADS);
        CompletableFuture<Void> others =
                CompletableFuture.runAsync(
                        () -> oneByOne(round.toOthers(), new SplittableRandom(~seed)), THREADS);
        CompletableFuture.allOf(processes, others).join();
        shop.wires().mendAll();
        settle();
        List<String> running = shop.processes().running();
        ChaosShop.PROCESSES.stream().filter(name -> !running.contains(name)).forEach(dead::add);
    }

    private void oneByOne(List<Fault> faults, RandomGenerator random) {
        for (Fault fault : faults) {
            try {
                Thread.sleep(random.nextLong(2 * gap.toMillis()));
                happen(fault);
            } catch (Exception e) {
                throw new IllegalStateException(fault.toString(), e);
            }
        }
    }

    private void happen(Fault fault) throws Exception {
        double begin = history.now();
        System.err.printf("[chaos] %5.0f s %s%n", begin, fault);
        try {
            fault.begin().run();
            Thread.sleep(fault.length());
        } finally {
            fault.end().run();
            faults.add(new Happened(fault.kind(), fault.target(), begin, history.now()));
        }
    }

    /** Waits for the end of all that has begun. */
    void settle() throws SQLException {
        double healed = history.now();
        try (Connection connection = shop.connect("orders");
                PreparedStatement begun =
                        connection.prepareStatement(
                                """
                                SELECT count(*) FROM saga
                                WHERE ended_at IS NULL
                                  AND created_at <= now() - make_interval(secs => ?)
                                """)) {
            await().forever()
                    .pollInterval(Duration.ofMillis(50))
                    .until(() ->
                            unfinished(begun, history.now() - healed) == 0
                                    || history.now() - healed >= LONGEST_HEALING.toSeconds());
        }
        Healed after = new Healed(healed, history.now() - healed);
        healings.add(after);
        System.err.printf(
                "[chaos] %5.0f s healed, all ended %.1f s later%n", healed, after.seconds());
    }

    private static long unfinished(PreparedStatement begun, double secondsAgo) throws SQLException {
        begun.setDouble(1, secondsAgo);
        try (ResultSet count = begun.executeQuery()) {
            count.next();
            return count.getLong(1);
        }
    }

    List<Happened> faults() {
        return List.copyOf(faults);
    }

    List<Healed> healings() {
        return List.copyOf(healings);
    }

    /** Who did not run though nobody had killed it. */
    Set<String> dead() {
        return Set.copyOf(dead);
    }
}
