package shop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shop.simulation.EnumeratedChoices.Bounds;

/**
 * Every way that a small world can go: two order processes, two customers who ask one each, of whom
 * one cannot pay; two checkouts, one product with one piece.
 *
 * <p>Explored is every combination of at most one crash of an order process (at every wait, and
 * before and after every commit that changes something), at most one call that comes twice or late
 * (every request of a customer and every changing call to a participant; the second time at once,
 * or after everybody has given up) and at most one delay: somebody else goes first, at any point at
 * which it is not his turn. Not explored: more than one of each, a call that is lost for good,
 * refused or failing participants, clocks that jump, other lengths of time than the shortest, and
 * faults later than six seconds after the beginning; these are what the seeds of {@link
 * SimulationTests} are for.
 */
class SmallWorldTests {

    @Test
    void keepsEveryInvariantInEveryWorld() throws InterruptedException {
        long start = System.nanoTime();
        SmallWorlds worlds = new SmallWorlds(new Bounds(1, 1, 1), new Parts());
        var failure = worlds.explore();
        System.err.printf(
                "[simulation] all %d small worlds in %.1f s: %s%n",
                worlds.explored(),
                (System.nanoTime() - start) / 1e9,
                worlds.counts().all().toString().replaceAll("[a-z ]*=0,", ""));
        assertThat(failure).isEmpty();
        assertThat(worlds.counts().all().get("takeovers")).isPositive();
        assertThat(worlds.counts().all().get("tombstones")).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYS_IN_MEMORY_ONLY", "EPOCH_NOT_RAISED", "SWEEPER_OFF"})
    void findsPlantedBugs(Bug bug) throws InterruptedException {
        assertThat(new SmallWorlds(new Bounds(0, 1, 1), bug.parts).explore())
                .hasValueSatisfying(failure ->
                        assertThat(failure.thrown()).hasMessageContaining(bug.breaks.name()));
    }
}
