package shop.system.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import shop.local.LocalShop;
import shop.local.ProcessStatus;
import shop.local.Progress;
import shop.local.topology.ShopOptions;
import shop.system.Answer;
import shop.system.Person;

/** A shop with full heaps and both compilers, and customers who buy as fast as it lets them. */
final class BenchmarkedShop {

    private static final int LONGEST_WARM_UP = 40;
    private static final int MOST_CLIENTS = 64;
    private static final Pattern CALLS =
            Pattern.compile(
                    "(?m)^http_server_requests_seconds_count\\{.*uri=\"(/internal/[^\"]*)\".*}"
                            + " (\\S+)$");

    private final LocalShop shop;
    private final LongAdder unavailable = new LongAdder();
    private List<Person> customers = List.of();
    private List<String> skus = List.of();

    /**
     * @param root the clone whose jars are run
     * @param portOffset keeps all ports below those that the system takes for outgoing connections
     */
    BenchmarkedShop(Path root, int portOffset) {
        this.shop =
                new LocalShop(
                        new ShopOptions(
                                root.toAbsolutePath().normalize(),
                                Path.of("target", "benchmark-" + portOffset),
                                portOffset,
                                Map.of(),
                                Map.of(),
                                List.of("-XX:TieredStopAtLevel=4", "-Xmx320m", "-Xmn160m"),
                                false));
    }

    void start() {
        shop.stop(Progress.silent());
        shop.reset();
        shop.start(Progress.silent());
        String gateway = "http://localhost:" + shop.port("gateway");
        customers =
                IntStream.rangeClosed(1, MOST_CLIENTS)
                        .mapToObj(i -> new Person(gateway, String.format(Locale.ROOT, "c%03d", i)))
                        .toList();
        skus = customers.getFirst().skus();
    }

    void stop() {
        shop.stop(Progress.silent());
    }

    List<ProcessStatus> status() {
        return shop.status();
    }

    /** How many answers were 503 since this was asked before. */
    long unavailable() {
        return unavailable.sumThenReset();
    }

    /**
     * Lets people buy until two rounds in a row bring no gain of a twentieth, at most forty rounds:
     * four services on two processors compile for minutes before they are as fast as they get.
     */
    static void warmUp(List<BenchmarkedShop> shops) throws Exception {
        double best = 0;
        int without = 0;
        for (int i = 0; i < LONGEST_WARM_UP && without < 2; i++) {
            double rate = Double.MAX_VALUE;
            for (BenchmarkedShop shop : shops) {
                rate = Math.min(rate, shop.run(16).perSecond());
            }
            System.out.printf("[benchmark] warming up: %6.1f orders/s%n", rate);
            without = rate > 1.05 * best ? 0 : without + 1;
            best = Math.max(best, rate);
        }
        System.out.printf(
                "[benchmark] warmed up; %d answers were 503%n",
                shops.stream().mapToLong(BenchmarkedShop::unavailable).sum());
    }

    /** A round with so many customers. */
    Round run(int clients) throws Exception {
        long end = System.nanoTime() + Round.LENGTH.toNanos();
        List<Future<List<Long>>> results = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
            for (Person customer : customers.subList(0, clients)) {
                results.add(pool.submit(() -> buyUntil(end, customer)));
            }
        }
        List<Long> nanos = new ArrayList<>();
        for (Future<List<Long>> result : results) {
            nanos.addAll(result.get());
        }
        Collections.sort(nanos);
        assertThat(nanos).isNotEmpty();
        return new Round(clients, nanos);
    }

    private List<Long> buyUntil(long end, Person customer) {
        SplittableRandom random = new SplittableRandom(customer.name().hashCode());
        List<Long> nanos = new ArrayList<>();
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            Answer answer = decided(customer, skus.get(random.nextInt(skus.size())));
            assertThat(answer.status()).as(answer.toString()).isIn(201, 202);
            nanos.add(System.nanoTime() - start);
        }
        return nanos;
    }

    /** As the contract tells a client to: what was answered with a 503 is asked again. */
    private Answer decided(Person customer, String sku) {
        String key = UUID.randomUUID().toString();
        while (true) {
            Answer answer = customer.post("/api/orders", key, Person.lines(sku, 1));
            if (answer.status() != 503) {
                return answer;
            }
            unavailable.increment();
        }
    }

    /** How many requests the participants have answered. */
    double calls() {
        double sum = 0;
        for (String service : List.of("payment-service", "inventory-service")) {
            String metrics =
                    customers
                            .getFirst()
                            .get(shop.managementPort(service), "/actuator/prometheus")
                            .response()
                            .body();
            sum +=
                    CALLS.matcher(metrics)
                            .results()
                            .mapToDouble(call -> Double.parseDouble(call.group(2)))
                            .sum();
        }
        return sum;
    }

    /** How many transactions the three databases have committed. */
    long commits() throws SQLException {
        String url = "jdbc:postgresql://localhost:%s/orders".formatted(shop.port("postgres"));
        try (Connection connection = DriverManager.getConnection(url, "orders", "orders");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT sum(xact_commit) FROM pg_stat_database
                                WHERE datname IN ('orders', 'payments', 'inventory')
                                """)) {
            row.next();
            return row.getLong(1);
        }
    }
}
