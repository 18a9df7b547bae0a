package shop.system.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What happens in which order, by one seed. Faults to processes come one after the other, and so do
 * all others; the two queues run beside each other, so that things come together.
 */
final class Schedule {

    private static final int FAULTS_A_ROUND = 12;

    /**
     * What happens before everything is healed and looked at.
     *
     * @param toProcesses one after the other
     * @param toOthers likewise, at the same time
     */
    record Round(List<Fault> toProcesses, List<Fault> toOthers) {}

    private Schedule() {}

    /**
     * So many faults, or more: first everything that can be done to a process and one of every
     * other kind; then one third to processes and the rest to others, in both everything before
     * anything comes again. A compensation fails in a round of its own.
     */
    static List<Round> of(List<Fault> all, int faults, RandomGenerator random) {
        List<Fault> toProcesses = all.stream().filter(f -> f.kind().isToProcess()).toList();
        List<Fault> failing =
                all.stream().filter(f -> f.kind() == FaultKind.COMPENSATION_FAILING).toList();
        List<Fault> toOthers =
                all.stream().filter(f -> !f.kind().isToProcess() && !failing.contains(f)).toList();
        List<Fault> chosen = new ArrayList<>(toProcesses);
        chosen.addAll(oneOfEachKind(toOthers, random));
        Deck processes = new Deck(toProcesses, random);
        Deck others = new Deck(toOthers, random);
        while (chosen.size() + failing.size() < faults) {
            chosen.add(random.nextInt(3) == 0 ? processes.next() : others.next());
        }
        Collections.shuffle(chosen, random);
        List<Round> rounds = rounds(chosen);
        // It takes minutes where it is to fail a hundred times, so once a run is enough; alone,
        // because the end of another fault would mend its wire.
        rounds.add(random.nextInt(rounds.size() + 1), new Round(List.of(), failing));
        return rounds;
    }

    private static Collection<Fault> oneOfEachKind(List<Fault> all, RandomGenerator random) {
        Map<FaultKind, Fault> first = new EnumMap<>(FaultKind.class);
        Deck deck = new Deck(all, random);
        all.forEach(_ -> {
            Fault fault = deck.next();
            first.putIfAbsent(fault.kind(), fault);
        });
        return first.values();
    }

    /** Gives everything in random order, and then again. */
    private static final class Deck {

        private final List<Fault> all;
        private final RandomGenerator random;
        private final List<Fault> left = new ArrayList<>();

        Deck(List<Fault> all, RandomGenerator random) {
            this.all = all;
            this.random = random;
        }

        Fault next() {
            if (left.isEmpty()) {
                left.addAll(all);
                Collections.shuffle(left, random);
            }
            return left.removeLast();
        }
    }

    private static List<Round> rounds(List<Fault> faults) {
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < faults.size(); i += FAULTS_A_ROUND) {
            List<Fault> part = faults.subList(i, Math.min(i + FAULTS_A_ROUND, faults.size()));
            rounds.add(
                    new Round(
                            part.stream().filter(f -> f.kind().isToProcess()).toList(),
                            part.stream().filter(f -> !f.kind().isToProcess()).toList()));
        }
        return rounds;
    }
}
