package shop.system.chaos;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is counted during a run, by name. */
final class Figures {

    private final SortedMap<String, Long> figures = new TreeMap<>();

    synchronized void count(String name, long more) {
        figures.merge(name, more, Long::sum);
    }

    /** Keeps the largest. */
    synchronized void largest(String name, long value) {
        figures.merge(name, value, Math::max);
    }

    synchronized long get(String name) {
        return figures.getOrDefault(name, 0L);
    }

    synchronized Map<String, Long> all() {
        return new TreeMap<>(figures);
    }
}
