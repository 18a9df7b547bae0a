package shop.system.benchmark;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import shop.local.ProcessStatus;

/**
 * What a checkout costs, printed: {@code mvn -Pbenchmark verify}. The shop, its databases and the
 * clients share this machine; PostgreSQL flushes every commit to the disk. Rates are only to be
 * compared with others of the same run: {@link TwoBuilds} does that.
 */
@Isolated
@DisabledIfSystemProperty(named = TwoBuilds.OTHER, matches = ".+")
class CheckoutBenchmark {

    private static final int PORT_OFFSET = 14_000;

    private final BenchmarkedShop shop = new BenchmarkedShop(Path.of(".."), PORT_OFFSET);

    @AfterEach
    void stop() {
        shop.stop();
    }

    @Test
    void printsWhatACheckoutCosts() throws Exception {
        shop.start();
        BenchmarkedShop.warmUp(List.of(shop));
        for (int clients : new int[] {1, 16, 64}) {
            shop.run(clients).print();
        }
        System.out.printf(
                "[benchmark] %d answers were 503 and asked again, which is part of the time of their order%n",
                shop.unavailable());
        printCommitsAndCalls();
        for (ProcessStatus process : shop.status()) {
            System.out.printf("[benchmark] %-18s %4d MB%n", process.name(), process.memory() >> 20);
        }
    }

    private void printCommitsAndCalls() throws Exception {
        long commits = shop.commits();
        double calls = shop.calls();
        double orders = shop.run(16).nanos().size();
        // The statistics of a connection in use are at most a second old.
        System.out.printf(
                "[benchmark] a checkout costs %.2f commits and %.2f remote calls with 16 clients%n",
                (shop.commits() - commits) / orders, (shop.calls() - calls) / orders);
    }
}
