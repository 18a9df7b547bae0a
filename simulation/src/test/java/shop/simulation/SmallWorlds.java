package shop.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import shop.simulation.EnumeratedChoices.Bounds;
import shop.simulation.EnumeratedChoices.Made;

/**
 * Lives through every small world within some bounds, on all processors: the one in which nothing
 * unusual happens, and for each of its choices all worlds in which that is the first that is made
 * otherwise.
 */
final class SmallWorlds {

    private final Bounds bounds;
    private final Parts parts;
    private final Counts counts = new Counts();
    private final AtomicLong explored = new AtomicLong();

    SmallWorlds(Bounds bounds, Parts parts) {
        this.bounds = bounds;
        this.parts = parts;
    }

    Optional<Seeds.Failure> explore() throws InterruptedException {
        EnumeratedChoices usual = new EnumeratedChoices(bounds, List.of());
        live(usual);
        List<List<Made>> beginnings = beginnings(usual.made());
        Seeds each = new Seeds(beginnings.size(), number -> explore(beginnings.get((int) number)));
        each.run();
        return each.failure();
    }

    private static List<List<Made>> beginnings(List<Made> usual) {
        List<List<Made>> beginnings = new ArrayList<>();
        for (int i = 0; i < usual.size(); i++) {
            int of = usual.get(i).of();
            for (int choice = 1; choice < of; choice++) {
                List<Made> beginning = new ArrayList<>(usual.subList(0, i));
                beginning.add(new Made(choice, of));
                beginnings.add(Collections.unmodifiableList(beginning));
            }
        }
        return beginnings;
    }

    private void explore(List<Made> beginning) {
        EnumeratedChoices choices = new EnumeratedChoices(bounds, beginning);
        do {
            live(choices);
        } while (choices.next());
    }

    private void live(EnumeratedChoices choices) {
        explored.incrementAndGet();
        try {
            Simulation.runSmall(choices, parts, counts, new Trace(false));
        } catch (Violation e) {
            throw new AssertionError("%s%n%s".formatted(e, history(choices)), e);
        }
    }

    private String history(EnumeratedChoices broken) {
        Trace trace = new Trace(true);
        try {
            Simulation.runSmall(new EnumeratedChoices(bounds, broken.made()), parts, counts, trace);
        } catch (Violation e) {
            return trace.end();
        }
        return "and then no more";
    }

    long explored() {
        return explored.get();
    }

    Counts counts() {
        return counts;
    }
}
