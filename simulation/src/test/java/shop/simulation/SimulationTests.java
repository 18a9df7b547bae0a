package shop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Lives through one world a seed; {@code -Dshop.simulation.seeds=1000} says how many. The first
 * that breaks an invariant is printed with its history, and {@code -Dshop.simulation.seed=42}
 * replays one alone.
 */
class SimulationTests {

    private static final long SEEDS = Long.getLong("shop.simulation.seeds", 100_000);
    private static final @Nullable Long SEED = Long.getLong("shop.simulation.seed");
    private static final long ENOUGH = 1000;
    private static final long COMPARED = 50;

    @Test
    void keepsEveryInvariantWhateverGoesWrong() throws InterruptedException {
        if (SEED != null) {
            replay(SEED);
            return;
        }
        long start = System.nanoTime();
        Counts counts = new Counts();
        Seeds seeds = new Seeds(SEEDS, seed -> run(seed, counts, new Trace(false)));
        seeds.run();
        seeds.failure().ifPresent(SimulationTests::fail);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.err.printf(
                "[simulation] %d seeds in %.1f s (%.0f seeds/s): %s%n",
                SEEDS, seconds, SEEDS / seconds, told(counts));
        if (SEEDS >= ENOUGH) {
            assertThat(counts.all().values()).as("%s", counts.all()).doesNotContain(0L);
        }
    }

    @Test
    void isTheSameEveryTime() {
        for (long seed = 0; seed < COMPARED; seed++) {
            assertThat(history(seed)).as("seed %d", seed).isEqualTo(history(seed));
        }
    }

    private static List<String> history(long seed) {
        Trace trace = new Trace(true);
        run(seed, new Counts(), trace);
        return trace.lines();
    }

    private static void run(long seed, Counts counts, Trace trace) {
        Simulation.run(seed, new Parts(), counts, trace);
    }

    private static void replay(long seed) {
        Trace trace = new Trace(true);
        try {
            run(seed, new Counts(), trace);
        } finally {
            trace.lines().forEach(line -> System.err.println("[simulation] " + line));
        }
    }

    private static void fail(Seeds.Failure failure) {
        Trace trace = new Trace(true);
        String again = "nothing";
        try {
            run(failure.seed(), new Counts(), trace);
        } catch (RuntimeException | Error e) {
            again = e.toString();
        }
        throw new AssertionError(
                """
                %s
                seed %s; replay it with -Dtest=SimulationTests -Dshop.simulation.seed=%s
                replayed, it says %s
                %s\
                """
                        .formatted(
                                failure.thrown(),
                                failure.seed(),
                                failure.seed(),
                                again,
                                trace.end()),
                failure.thrown());
    }

    private static String told(Counts counts) {
        return counts.all().entrySet().stream()
                .map((Map.Entry<String, Long> count) -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
