package shop.system.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

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
     * other kind, then everything there is, as often as there is room.
     */
    static List<Round> of(List<Fault> all, int faults, Random random) {
        List<Fault> chosen = new ArrayList<>(essence(all, random));
        List<Fault> left = new ArrayList<>();
        while (chosen.size() < faults) {
            if (left.isEmpty()) {
                left.addAll(all);
                Collections.shuffle(left, random);
            }
            Fault next = left.removeLast();
            // It takes minutes where it is to fail a hundred times; once a run is enough.
            if (next.kind() != FaultKind.COMPENSATION_FAILING) {
                chosen.add(next);
            }
        }
        Collections.shuffle(chosen, random);
        return rounds(chosen);
    }

    private static List<Fault> essence(List<Fault> all, Random random) {
        List<Fault> essence =
                new ArrayList<>(all.stream().filter(f -> f.kind().isToProcess()).toList());
        List<Fault> others =
                new ArrayList<>(all.stream().filter(f -> !f.kind().isToProcess()).toList());
        Collections.shuffle(others, random);
        Map<FaultKind, Fault> first = new LinkedHashMap<>();
        others.forEach(fault -> first.putIfAbsent(fault.kind(), fault));
        essence.addAll(first.values());
        return essence;
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
