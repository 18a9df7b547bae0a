package shop.gateway.instances.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

class CanariesTests {

    private static final ServiceInstance OLD = instance(1, "1.9.0");
    private static final ServiceInstance OLDER = instance(2, "1.8.3");
    private static final ServiceInstance NEW = instance(3, "1.10.0");
    private static final List<ServiceInstance> ALL = List.of(NEW, OLD, OLDER);

    private final List<Object> events = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Canaries canaries = canaries(0);

    @Test
    void leavesAVersionThatIsAloneToEverybody() {
        List<ServiceInstance> same = List.of(OLD, instance(4, "1.9.0"));

        assertThat(suitable("alice", true, same)).isEqualTo(same);
    }

    @Test
    void givesTheNewestOnlyToWhoAsksAtFirst() {
        assertThat(suitable("alice", false, ALL)).containsExactly(OLD, OLDER);
        assertThat(suitable("alice", true, ALL)).containsExactly(NEW);
    }

    @Test
    void takesAnInstanceWithoutAVersionForAnOldOne() {
        ServiceInstance nameless = new DefaultServiceInstance("4", "shop", "localhost", 4, false);
        ServiceInstance strange = instance(5, "strange");

        assertThat(suitable("alice", true, List.of(nameless, OLD, strange))).containsExactly(OLD);
    }

    @Test
    void givesTheNewestToASetShareOfCallersAlways() {
        canaries = canaries(20);
        List<String> callers = IntStream.range(0, 10_000).mapToObj(i -> "caller-" + i).toList();
        List<String> chosen = callers.stream().filter(this::getsCanary).toList();
        System.out.printf(
                "[canary] share 20 %%: %.2f %% of %d callers%n",
                100.0 * chosen.size() / callers.size(), callers.size());

        assertThat(chosen).hasSizeBetween(1_880, 2_120); // three standard deviations
        assertThat(callers.stream().filter(this::getsCanary)).isEqualTo(chosen);
    }

    @Test
    void givesTheNewestToEverybodyWhenAllOlderOnesAreDead() {
        assertThat(suitable("alice", false, ALL, NEW::equals)).containsExactly(NEW);

        calls(OLD, 100, 5);
        calls(NEW, 100, 50);
        assertThat(events).hasSize(1);
        assertThat(suitable("alice", false, ALL, NEW::equals)).containsExactly(NEW);
    }

    @Test
    void givesAnOlderOneToWhoAsksForTheNewestWhenThatIsDead() {
        assertThat(suitable("alice", true, ALL, OLD::equals)).containsExactly(OLD, OLDER);
        assertThat(suitable("alice", true, ALL, _ -> false)).containsExactly(NEW);
        assertThat(suitable("alice", false, ALL, _ -> false)).containsExactly(OLD, OLDER);
    }

    @Test
    void takesOutAVersionThatFailsMoreThanTheOthers() {
        calls(OLD, 100, 5);
        calls(NEW, 84, 12);
        assertThat(events).isEmpty(); // 14.3 % and 5 %: not more than 10 points

        calls(NEW, 3, 3);

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        CanaryTakenOut.class,
                        out -> {
                            assertThat(out.service()).isEqualTo("shop");
                            assertThat(out.version()).isEqualTo("1.10.0");
                            assertThat(out.errorRate()).isGreaterThan(15f);
                            assertThat(out.stableErrorRate()).isEqualTo(5f);
                        });
        assertThat(meters.counter("shop.canaries.taken.out", "service", "shop").count()).isOne();
        assertThat(suitable("alice", true, ALL)).containsExactly(OLD, OLDER);
    }

    @Test
    void doesNotJudgeByAFewCalls() {
        calls(NEW, 19, 19);
        assertThat(events).isEmpty();

        calls(NEW, 1, 1);
        assertThat(events).hasSize(1);
    }

    @Test
    void keepsAVersionThatIsNoWorseThanTheOthers() {
        calls(OLDER, 100, 60);
        calls(NEW, 100, 65);

        assertThat(events).isEmpty();
    }

    @Test
    void forgetsFailuresAfterAWhile() {
        calls(NEW, 19, 19);
        now = now.plus(Duration.ofSeconds(61));
        calls(NEW, 100, 5);

        assertThat(events).isEmpty();
    }

    @Test
    void keepsItOutForAsLongAsItIsRegistered() {
        calls(NEW, 20, 20);
        now = now.plus(Duration.ofDays(1));
        suitable("alice", true, List.of());

        assertThat(suitable("alice", true, ALL)).containsExactly(OLD, OLDER);
    }

    @Test
    void triesTheNextVersionAfresh() {
        calls(NEW, 20, 20);
        ServiceInstance next = instance(6, "1.10.1");

        assertThat(suitable("alice", true, List.of(OLD, NEW, next))).containsExactly(next);
    }

    @Test
    void triesItAgainOnceItWasGone() {
        calls(NEW, 20, 20);
        suitable("alice", true, List.of(OLD));

        assertThat(suitable("alice", true, ALL)).containsExactly(NEW);
    }

    @Test
    void givesNobodyACanaryThatSeemsDead() {
        Map<String, Object> exchange = exchange("alice", true);

        assertThat(canaries.suitable("shop", exchange, ALL, instance -> !instance.equals(NEW)))
                .containsExactly(OLD, OLDER);
    }

    private boolean getsCanary(String caller) {
        return suitable(caller, false, ALL).contains(NEW);
    }

    private List<ServiceInstance> suitable(
            String caller, boolean asks, List<ServiceInstance> known) {
        return suitable(caller, asks, known, instance -> true);
    }

    private List<ServiceInstance> suitable(
            String caller,
            boolean asks,
            List<ServiceInstance> known,
            Predicate<ServiceInstance> trusted) {
        return canaries.suitable("shop", exchange(caller, asks), known, trusted);
    }

    private void calls(ServiceInstance instance, int count, int failures) {
        Map<String, Object> exchange = exchange("alice", true);
        canaries.suitable("shop", exchange, ALL, trusted -> true);
        Trial trial = Objects.requireNonNull(Trial.of(exchange));
        for (int i = count; i > 0; i--) {
            canaries.record(trial, instance, i <= failures);
        }
    }

    private static Map<String, Object> exchange(String caller, boolean asks) {
        Map<String, Object> exchange = new HashMap<>();
        new Caller(caller, asks).rememberIn(exchange);
        return exchange;
    }

    private Canaries canaries(int share) {
        CanaryPolicy policy = new CanaryPolicy(share, 10, 20, Duration.ofSeconds(60));
        return new Canaries(policy, events::add, meters, new MovableClock());
    }

    private static ServiceInstance instance(int port, String version) {
        return new DefaultServiceInstance(
                "shop:" + port, "shop", "localhost", port, false, Map.of("version", version));
    }

    private final class MovableClock extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
