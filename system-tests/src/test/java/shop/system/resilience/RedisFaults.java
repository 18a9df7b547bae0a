package shop.system.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.system.resilience.Load.Kind;
import shop.system.resilience.Load.Sample;

/** Redis is only speed: whatever becomes of it, people buy. */
@Isolated
class RedisFaults {

    private static final Duration WARM_UP = Duration.ofMinutes(1);
    private static final Duration HEALTHY = Duration.ofSeconds(8);
    private static final Duration LENGTH = Duration.ofSeconds(8);
    private static final Pattern GRANTED =
            Pattern.compile("(?m)^shop_locks_total\\{.*outcome=\"granted\".*$");
    private static final Pattern LOST =
            Pattern.compile(
                    "(?m)^resilience4j_circuitbreaker_calls_seconds_count\\{.*kind=\"failed\".*name=\"redis.*$");
    private static final Pattern THREADS = Pattern.compile("(?m)^jvm_threads_live_threads .*$");
    private static final List<String> LOCKERS = List.of("inventory-service", "payment-service");

    interface Step {
        void run() throws IOException;
    }

    record Fault(String name, Step begin, Step end) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fault> faults() {
        Step start = () -> Replicas.restart("redis");
        Step kill = () -> Replicas.SHOP.kill("redis");
        return Stream.of(
                new Fault(
                        "frozen",
                        () -> Replicas.SHOP.pause("redis"),
                        () -> Replicas.SHOP.resume("redis")),
                new Fault("killed, back empty", kill, start),
                new Fault("emptied", () -> Replicas.redis("FLUSHALL"), () -> {}),
                new Fault(
                        "refuses writes",
                        () -> Replicas.redis("CONFIG", "SET", "maxmemory", "1"),
                        () -> Replicas.redis("CONFIG", "SET", "maxmemory", "0")),
                new Fault(
                        "restarted",
                        () -> {
                            kill.run();
                            start.run();
                        },
                        () -> {}));
    }

    @BeforeAll
    static void warmUp() {
        try (Load _ = new Load(Replicas.PEOPLE)) {
            pass(WARM_UP);
        }
    }

    @AfterEach
    void balances() {
        assertThat(Replicas.OPS.get("/api/books").json().at("/balanced").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void peopleGoOnBuying(Fault fault) throws Exception {
        try (Load load = new Load(Replicas.PEOPLE)) {
            awaitLocks();
            double lost = sum(LOST);
            double threads = sum(THREADS);
            long begin = System.nanoTime();
            pass(HEALTHY);
            long broken = System.nanoTime();
            fault.begin().run();
            pass(LENGTH);
            threads = sum(THREADS) - threads;
            long healed = System.nanoTime();
            fault.end().run();
            awaitLocks();
            double recovered = (System.nanoTime() - healed) / 1e9;
            load.stop();
            Figures before = Figures.of(load.between(begin, broken));
            Figures during = Figures.of(load.between(broken, healed));
            System.out.printf(
                    "[redis] %-18s | %4d orders | %5.1f %% good | median %+6.1f ms | 99 %% %+7.1f ms | %3.0f calls to Redis failed | %+3.0f threads | as before after %.1f s%n",
                    fault,
                    during.orders(),
                    during.good() * 100,
                    during.median() - before.median(),
                    during.high() - before.high(),
                    sum(LOST) - lost,
                    threads,
                    recovered);
            assertThat(during.good()).isGreaterThanOrEqualTo(0.99);
            assertThat(recovered).isLessThanOrEqualTo(2);
        }
    }

    /** Of the orders: how many were answered well, and after how many milliseconds. */
    private record Figures(int orders, double good, double median, double high) {

        static Figures of(List<Sample> samples) {
            List<Sample> orders =
                    samples.stream().filter(sample -> sample.kind() == Kind.ORDER).toList();
            double[] times = orders.stream().mapToDouble(s -> s.nanos() / 1e6).sorted().toArray();
            return new Figures(
                    times.length,
                    orders.stream().filter(Sample::good).count() / (double) times.length,
                    times[times.length / 2],
                    times[times.length * 99 / 100]);
        }
    }

    /** Waits until every service that locks is granted locks. */
    private static void awaitLocks() {
        for (String service : LOCKERS) {
            double before = Replicas.meters(service, GRANTED);
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Replicas.meters(service, GRANTED) > before);
        }
    }

    private static double sum(Pattern meter) {
        return LOCKERS.stream().mapToDouble(service -> Replicas.meters(service, meter)).sum();
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().forever().until(() -> System.nanoTime() > end);
    }
}
