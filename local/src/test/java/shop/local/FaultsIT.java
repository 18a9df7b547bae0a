package shop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.ProcessStatus.Health;
import shop.local.fault.Fault;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopOptions;

/** What becomes of faults when processes come and go; the service is a stand-in. */
class FaultsIT {

    private static final Progress SILENT = Progress.silent();
    private static final String PAYMENT = "payment-service";
    private static final Fault SLOW = Fault.parse(List.of("latency", "2s", "30%"));
    private static final Fault DEAF = Fault.parse(List.of("drop-replies"));
    private static final Fault FROZEN = new Fault.Freeze(Duration.ofMinutes(1));

    @TempDir private static Path root;
    private ShopOptions options;
    private LocalShop shop;

    @BeforeEach
    void begin() throws IOException {
        options = ShopOptions.of(StubCheckout.in(root).root()).withPortOffset(FreePorts.offset());
        shop = new LocalShop(options.withFaults());
    }

    @AfterEach
    void stop() {
        shop.stop(SILENT);
        assertThat(shop.running()).isEmpty();
        assertThat(shop.faults().active()).isEmpty();
    }

    @Test
    void givesAServiceItsFaultBackWhenItIsStartedAgain() {
        start("wires", "registry", PAYMENT);
        shop.faults().begin("payment", SLOW);
        assertThat(told()).contains("\"level\":3").contains("\"latencyRangeStart\":2000");

        shop.kill(PAYMENT);
        shop.start(PAYMENT, SILENT);

        assertThat(told()).contains("\"latencyActive\":true");
        assertThat(shop.faults().active()).isEqualTo(Map.of(PAYMENT, SLOW));

        shop.faults().clear();
        assertThat(told()).contains("\"latencyActive\":false");
        assertThat(shop.faults().active()).isEmpty();
    }

    @Test
    void endsTheFaultBeforeWhenAnotherBegins() {
        start("wires", "registry", PAYMENT);
        shop.faults().begin(PAYMENT, SLOW);

        shop.faults().begin(PAYMENT, DEAF);

        assertThat(told()).contains("\"latencyActive\":false");
        assertThat(shop.faults().active()).isEqualTo(Map.of(PAYMENT, DEAF));
    }

    @Test
    void forgetsAFreezeWithTheProcessThatWasFrozen() {
        start("wires", "redis");
        shop.faults().begin("redis", FROZEN);
        assertThat(health("redis")).isEqualTo(Health.DOWN);

        shop.kill("redis");
        shop.start("redis", SILENT);

        assertThat(health("redis")).isEqualTo(Health.UP);
        assertThat(shop.faults().active()).isEmpty();
    }

    @Test
    void keepsFaultsPossibleForWhoeverComesLater() {
        start("wires", "redis");

        LocalShop later = new LocalShop(options);
        later.faults().begin("redis", FROZEN);

        assertThat(shop.faults().active()).isEqualTo(Map.of("redis", FROZEN));
    }

    @Test
    void refusesWhatCannotBeAndChangesNothing() {
        start("wires", "redis");

        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> shop.faults().begin("redis", SLOW))
                .withMessageContaining("redis can be frozen");
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> shop.faults().begin(PAYMENT, SLOW))
                .withMessage("payment-service does not run.");
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> shop.faults().begin("till", SLOW))
                .withMessageContaining("no process called till");
        assertThat(shop.faults().active()).isEmpty();
    }

    @Test
    void hasNoFaultsUnlessTheShopWasStartedWithThem() {
        LocalShop plain = new LocalShop(options);
        plain.start("redis", SILENT);
        plain.start(PAYMENT, SILENT);

        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> plain.faults().begin("redis", FROZEN))
                .withMessageContaining("./shop up --chaos");
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> plain.start("wires", SILENT))
                .withMessageContaining("./shop up --chaos");
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> shop.start(SILENT))
                .withMessageContaining("runs without --chaos");
        assertThat(shop.running()).containsExactly("redis", PAYMENT);
    }

    private void start(String... names) {
        for (String name : names) {
            shop.start(name, SILENT);
        }
    }

    private String told() {
        return shop.log(PAYMENT).lastLines(1).getFirst();
    }

    private Health health(String name) {
        return shop.status().stream()
                .filter(it -> it.name().equals(name))
                .findAny()
                .orElseThrow()
                .health();
    }
}
