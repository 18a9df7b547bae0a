package shop.system.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Whether this build is as fast as another one, both running at the same time and asked in turn:
 * {@code mvn -Pbenchmark verify -Dshop.benchmark.other=DIR}, where DIR is another clone, built. An
 * idle shop costs the other one a few hundredths of a processor.
 */
@Isolated
@EnabledIfSystemProperty(named = TwoBuilds.OTHER, matches = ".+")
class TwoBuilds {

    static final String OTHER = "shop.benchmark.other";

    private static final int CLIENTS = 16;
    private static final int PAIRS = 10;

    private final BenchmarkedShop ours = new BenchmarkedShop(Path.of(".."), 14_000);
    private final BenchmarkedShop theirs =
            new BenchmarkedShop(Path.of(System.getProperty(OTHER, "..")), 5_000);

    @AfterEach
    void stop() {
        ours.stop();
        theirs.stop();
    }

    @Test
    void printsTheirRatio() throws Exception {
        theirs.start();
        ours.start();
        BenchmarkedShop.warmUp(List.of(theirs, ours));
        double[] ratios = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            // Whoever comes second finds the machine as the other one left it.
            boolean first = i % 2 == 0;
            Round before = first ? theirs.run(CLIENTS) : ours.run(CLIENTS);
            Round after = first ? ours.run(CLIENTS) : theirs.run(CLIENTS);
            double our = (first ? after : before).perSecond();
            double their = (first ? before : after).perSecond();
            ratios[i] = our / their;
            System.out.printf(
                    "[benchmark] this build %.1f orders/s, the other %.1f, ratio %.3f%n",
                    our, their, ratios[i]);
        }
        double[] sorted = DoubleStream.of(ratios).sorted().toArray();
        System.out.printf(
                "[benchmark] %d clients: this build does %.3f of the other's orders (median of %d pairs, %.3f to %.3f)%n",
                CLIENTS,
                (sorted[PAIRS / 2 - 1] + sorted[PAIRS / 2]) / 2,
                PAIRS,
                sorted[0],
                sorted[PAIRS - 1]);
    }
}
