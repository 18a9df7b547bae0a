package shop.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.local.LocalShop;
import shop.local.ProcessStatus;
import shop.local.Progress;
import shop.local.topology.ShopOptions;

/**
 * What a checkout costs, printed: {@code mvn -Pbenchmark verify}. The shop, its databases and the
 * clients share this machine; PostgreSQL flushes every commit to the disk. Rates are only to be
 * compared with others of the same run.
 *
 * <p>Four services on two processors compile for minutes before they are as fast as they get, so it
 * warms up until two rounds in a row bring no gain of a twentieth, ten minutes at most.
 */
class CheckoutBenchmark {

    // All ports below those that the system takes for outgoing connections.
    private static final int PORT_OFFSET = 14_000;
    private static final int LONGEST_WARM_UP = 40;
    private static final Duration ROUND = Duration.ofSeconds(15);
    private static final Pattern CALLS =
            Pattern.compile(
                    "(?m)^http_server_requests_seconds_count\\{.*uri=\"(/internal/[^\"]*)\".*} (\\S+)$");

    private final LocalShop shop =
            new LocalShop(
                    new ShopOptions(
                            Path.of("..").toAbsolutePath().normalize(),
                            Path.of("target", "benchmark"),
                            PORT_OFFSET,
                            Map.of(),
                            Map.of(),
                            List.of("-XX:TieredStopAtLevel=4", "-Xmx320m", "-Xmn160m"),
                            false));

    private final LongAdder unavailable = new LongAdder();
    private List<Person> customers = List.of();
    private List<String> skus = List.of();

    @BeforeEach
    void start() {
        shop.stop(Progress.silent());
        shop.reset();
        shop.start(Progress.silent());
        String gateway = "http://localhost:" + shop.port("gateway");
        List<Person> people = new ArrayList<>();
        for (int i = 1; i <= 64; i++) {
            people.add(new Person(gateway, "c%03d".formatted(i)));
        }
        customers = people;
        skus =
                people.getFirst()
                        .get("/api/products?size=100")
                        .json()
                        .at("/content")
                        .valueStream()
                        .map(product -> product.get("sku").asString())
                        .filter(sku -> !sku.startsWith("rare-"))
                        .toList();
    }

    @AfterEach
    void stop() {
        shop.stop(Progress.silent());
    }

    /** How long every confirmed order of a round took, in nanoseconds, sorted. */
    private record Round(int clients, List<Long> nanos) {

        double perSecond() {
            return nanos.size() / (double) ROUND.toSeconds();
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

    @Test
    void printsWhatACheckoutCosts() throws Exception {
        warmUp();
        System.out.printf(
                "[benchmark] warmed up; %d answers were 503%n", unavailable.sumThenReset());
        for (int clients : new int[] {1, 16, 64}) {
            Round round = run(clients, ROUND);
            assertThat(round.nanos()).isNotEmpty();
            round.print();
        }
        System.out.printf(
                "[benchmark] %d answers were 503 and asked again, which is part of the time of their order%n",
                unavailable.sum());
        printCommitsAndCalls();
        for (ProcessStatus process : shop.status()) {
            System.out.printf("[benchmark] %-18s %4d MB%n", process.name(), process.memory() >> 20);
        }
    }

    private void warmUp() throws Exception {
        double best = 0;
        int without = 0;
        for (int i = 0; i < LONGEST_WARM_UP && without < 2; i++) {
            double rate = run(16, ROUND).perSecond();
            System.out.printf("[benchmark] warming up: %6.1f orders/s%n", rate);
            without = rate > 1.05 * best ? 0 : without + 1;
            best = Math.max(best, rate);
        }
    }

    private void printCommitsAndCalls() throws Exception {
        long commits = commits();
        double calls = calls();
        Round round = run(16, ROUND);
        double orders = round.nanos().size();
        // The statistics of a connection in use are at most a second old.
        System.out.printf(
                "[benchmark] a checkout costs %.2f commits and %.2f remote calls with 16 clients%n",
                (commits() - commits) / orders, (calls() - calls) / orders);
    }

    private Round run(int clients, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
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

    private double calls() {
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

    private long commits() throws SQLException {
        String url = "jdbc:postgresql://localhost:%d/orders".formatted(shop.port("postgres"));
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
