package shop.system.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * What customers got who bought as fast as they could for a while.
 *
 * @param nanos how long every confirmed order took, in nanoseconds, sorted
 */
record Round(int clients, List<Long> nanos) {

    static final Duration LENGTH = Duration.ofSeconds(15);

    double perSecond() {
        return nanos.size() / (double) LENGTH.toSeconds();
    }

    double percentile(double share) {
        return nanos.get((int) Math.min(nanos.size() - 1, nanos.size() * share)) / 1e6;
    }

    void print() {
        System.out.printf(
                "[benchmark] %2d clients: %6.1f orders/s, median %6.1f ms, 99 %% %6.1f ms%n",
                clients, perSecond(), percentile(0.5), percentile(0.99));
    }
}
