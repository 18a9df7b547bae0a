package shop.system.chaos;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All that was asked and answered, from many threads, in the order of the answers. */
final class History {

    private final long start = System.nanoTime();
    private final ConcurrentLinkedQueue<Invocation> invocations = new ConcurrentLinkedQueue<>();

    /** Seconds from the begin of the run. */
    double now() {
        return (System.nanoTime() - start) / 1e9;
    }

    void add(Invocation invocation) {
        invocations.add(invocation);
    }

    List<Invocation> invocations() {
        return List.copyOf(invocations);
    }

    /** How many different requests of this kind have come to their final answer. */
    long decided(Invocation.Kind kind) {
        return invocations.stream()
                .filter(i -> i.kind() == kind && i.isFinal())
                .map(Invocation::request)
                .distinct()
                .count();
    }

    void count(Figures figures) {
        figures.count("checkouts", decided(Invocation.Kind.CHECKOUT));
        figures.count("cancellations", decided(Invocation.Kind.CANCELLATION));
        for (Invocation invocation : invocations) {
            figures.count("requests", 1);
            figures.count("unknown answers", invocation.isUnknown() ? 1 : 0);
            figures.count("replays", invocation.replayed() ? 1 : 0);
        }
    }
}
