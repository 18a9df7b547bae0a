package shop.system.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;
import shop.local.topology.ProcessKind;
import shop.system.resilience.Load.Sample;

/** Instances come and go while people buy. */
@Isolated
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstanceFaults {

    private static final Duration WATCHED = Duration.ofSeconds(12);
    private static final int WARM = 500;
    private static final Duration REGISTRY_DEAD = Duration.ofMinutes(5);
    // The gateway, and two of each service; a registry is not in its own list.
    private static final int INSTANCES = 7;
    private static final List<String> REGISTRIES = List.of("registry", "registry-2");
    private static final List<String> CALLERS =
            List.of("gateway", "order-service", "order-service-2");

    @BeforeEach
    void areAllUsed() {
        for (ProcessKind kind : Replicas.KINDS) {
            awaitUse(kind.label());
            awaitUse(kind.label() + "-2");
        }
    }

    /** Waits until requests reach it. */
    private static void awaitUse(String name) {
        double before = attempts(name);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    Replicas.PEOPLE.getFirst().order("tea-assam", 1);
                    Replicas.PEOPLE.getFirst().get("/api/products/tea-assam");
                    return attempts(name) > before;
                });
    }

    @Test
    @Order(1)
    void nobodyNoticesAKilledInstance() throws Exception {
        for (ProcessKind kind : Replicas.KINDS) {
            String name = kind.label() + "-2";
            try (Load load = new Load(Replicas.PEOPLE)) {
                load.awaitSamples(WARM);
                awaitUse(name);
                double before = attempts(name);
                long begin = System.nanoTime();
                Replicas.SHOP.kill(name);
                long last = lastAttemptOn(name, begin, before);
                print(name + " killed", load.stop(), last);
                assertThat(last).as("out of rotation").isLessThanOrEqualTo(2000);
            } finally {
                Replicas.restart(name);
            }
        }
    }

    @Test
    @Order(2)
    void nobodyNoticesARollingRestart() throws Exception {
        for (ProcessKind kind : Replicas.KINDS) {
            try (Load load = new Load(Replicas.PEOPLE)) {
                for (String name : List.of(kind.label(), kind.label() + "-2")) {
                    awaitUse(name);
                    Replicas.stop(name);
                    Replicas.restart(name);
                    awaitUse(name);
                }
                print(kind.label() + " restarted in turn", load.stop(), 0);
            }
        }
    }

    @Test
    @Order(3)
    void nobodyNoticesOneOfTwoRegistriesDying() throws Exception {
        for (String registry : REGISTRIES) {
            try (Load load = new Load(Replicas.PEOPLE)) {
                Replicas.SHOP.kill(registry);
                pass(WATCHED);
                Replicas.person("alice");
                comesBackFull(List.of(registry));
                pass(WATCHED);
                print(registry + " killed, the other one alive, and back", load.stop(), 0);
            }
        }
    }

    @Test
    @Order(4)
    void nobodyNoticesDeadRegistries() throws Exception {
        try (Load load = new Load(Replicas.PEOPLE)) {
            REGISTRIES.forEach(Replicas.SHOP::kill);
            pass(REGISTRY_DEAD);
            // The dangerous moment: they are back and know nothing.
            comesBackFull(REGISTRIES);
            pass(WATCHED);
            print("both registries dead for " + REGISTRY_DEAD + ", and back", load.stop(), 0);
        }
    }

    private static void comesBackFull(List<String> registries) {
        registries.forEach(Replicas::restart);
        long back = System.nanoTime();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> registries.stream().allMatch(InstanceFaults::knowsAll));
        double full = (System.nanoTime() - back) / 1e9;
        System.out.printf("[instances] %s back empty: full after %.1f s%n", registries, full);
        assertThat(full).isLessThanOrEqualTo(10);
    }

    private static boolean knowsAll(String registry) {
        String apps = Replicas.registered(registry);
        return Pattern.compile("<status>UP</status>").matcher(apps).results().count() >= INSTANCES;
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().forever().until(() -> System.nanoTime() > end);
    }

    private static void print(String what, List<Sample> samples, long millis) {
        List<Sample> bad = samples.stream().filter(sample -> !sample.good()).toList();
        System.out.printf(
                "[instances] %s: %d requests, %d failed, last tried %d ms after%n",
                what, samples.size(), bad.size(), millis);
        assertThat(bad).isEmpty();
    }

    /** How many milliseconds after the beginning somebody was last seen to be sent to it. */
    private static long lastAttemptOn(String name, long begin, double before) {
        long[] last = {0};
        double[] known = {before};
        long end = begin + WATCHED.toNanos();
        await().forever()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    double now = attempts(name);
                    if (now > known[0]) {
                        known[0] = now;
                        last[0] = (System.nanoTime() - begin) / 1_000_000;
                    }
                    return System.nanoTime() > end;
                });
        return last[0];
    }

    private static double attempts(String name) {
        Pattern attempts =
                Pattern.compile(
                        "(?m)^shop_instances_requests_total\\{.*target=\"[^\"]*:%s\".*$"
                                .formatted(Replicas.SHOP.port(name)));
        return CALLERS.stream()
                .filter(caller -> !caller.equals(name) && Replicas.SHOP.running().contains(caller))
                .mapToDouble(caller -> Replicas.meters(caller, attempts))
                .sum();
    }
}
