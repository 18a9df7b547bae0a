package shop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checker is checked: what nobody has seen turn red proves nothing when it is green. */
class PlantedBugsTests {

    private static final int MOST_SEEDS = 20_000;
    private static final Map<Bug, Integer> NEEDED = new EnumMap<>(Bug.class);

    @ParameterizedTest
    @EnumSource
    void turnsItsOwnInvariantRed(Bug bug) {
        int seed = 0;
        Violation violation = null;
        while (violation == null && seed < MOST_SEEDS) {
            violation = violation(seed++, bug);
        }
        NEEDED.put(bug, seed);
        assertThat(violation == null ? null : violation.invariant())
                .as("%s within %d seeds: %s", bug, MOST_SEEDS, violation)
                .isEqualTo(bug.breaks);
    }

    private static @Nullable Violation violation(long seed, Bug bug) {
        try {
            Simulation.run(seed, bug.parts, new Counts(), new Trace(false));
            return null;
        } catch (Violation e) {
            return e;
        }
    }

    @Test
    void haveOneForEveryInvariant() {
        assertThat(Arrays.stream(Bug.values()).map(bug -> bug.breaks).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Invariant.class));
    }

    @AfterAll
    static void tell() {
        NEEDED.forEach((bug, seeds) ->
                System.err.printf("[simulation] %-50s %-36s %5d seeds%n", bug, bug.breaks, seeds));
    }
}
