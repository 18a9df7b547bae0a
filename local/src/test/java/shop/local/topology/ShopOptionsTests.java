package shop.local.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopOptionsTests {

    private static final Path ROOT = Path.of("/checkout");
    private static final ShopOptions DEFAULTS = ShopOptions.of(ROOT);

    @ParameterizedTest
    @CsvSource({
        "gateway,             8080, 9080",
        "registry,            8761, 9761",
        "order-service,       8081, 9081",
        "payment-service,     8082, 9082",
        "inventory-service,   8083, 9083",
        "order-service-2,     8181, 9181",
        "inventory-service-3, 8283, 9283"
    })
    void givesEveryServiceTheDocumentedPorts(String name, int port, int managementPort) {
        assertThat(DEFAULTS.ports(ShopProcess.named(name))).containsExactly(port, managementPort);
    }

    @ParameterizedTest
    @CsvSource({"postgres, 15432", "redis, 16379"})
    void staysAwayFromTheUsualPortsOfServersADeveloperMayRun(String name, int port) {
        assertThat(DEFAULTS.ports(ShopProcess.named(name))).containsExactly(port);
    }

    @Test
    void movesEveryPortByTheOffset() {
        ShopOptions moved = DEFAULTS.withPortOffset(10_000);

        assertThat(moved.port(ShopProcess.named("order-service-2"))).isEqualTo(18_181);
        assertThat(moved.managementPort(ShopProcess.named("gateway"))).isEqualTo(19_080);
        assertThat(moved.port(ShopProcess.named("postgres"))).isEqualTo(25_432);
    }

    @Test
    void givesNoPortTwice() {
        Map<ProcessKind, Integer> many =
                Map.of(
                        ProcessKind.GATEWAY, 9,
                        ProcessKind.ORDER_SERVICE, 9,
                        ProcessKind.PAYMENT_SERVICE, 9,
                        ProcessKind.INVENTORY_SERVICE, 9);
        ShopOptions options = DEFAULTS.withReplicas(many);

        List<Integer> ports =
                options.processes().stream().flatMap(it -> options.ports(it).stream()).toList();

        assertThat(ports).doesNotHaveDuplicates().hasSize(2 + 2 + 4 * 9 * 2);
    }

    @Test
    void hasOneOfEachUnlessToldOtherwise() {
        assertThat(DEFAULTS.withFaults().processes()).hasSize(ProcessKind.values().length);
        assertThat(DEFAULTS.withReplicas(Map.of(ProcessKind.ORDER_SERVICE, 2)).processes())
                .hasSize(ProcessKind.values().length)
                .contains(ShopProcess.named("order-service-2"));
    }

    @Test
    void listsThoseFirstThatOthersNeed() {
        assertThat(DEFAULTS.withFaults().processes().stream().map(ShopProcess::kind))
                .containsExactly(ProcessKind.values());
    }

    @Test
    void hasWiresOnlyWhereFaultsAreWanted() {
        ShopProcess second = ShopProcess.named("payment-service-2");
        Wiring faulty = new Wiring(DEFAULTS.withFaults());

        assertThat(DEFAULTS.processes()).noneMatch(it -> it.kind() == ProcessKind.WIRES);
        assertThat(new Wiring(DEFAULTS).isWired(second)).isFalse();
        assertThat(faulty.isWired(second)).isTrue();
        assertThat(faulty.isWired(ShopProcess.named("gateway"))).isFalse();
        assertThat(faulty.wires()).hasSize(27).contains("payment-service-2:10182:8182");
    }

    @Test
    void refusesASecondDatabaseServer() {
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> DEFAULTS.withReplicas(Map.of(ProcessKind.POSTGRES, 2)))
                .withMessage("There is only one postgres.");
    }

    @Test
    void takesWhatTheEnvironmentSays() {
        ShopOptions options =
                ShopOptions.fromEnvironment(
                        ROOT,
                        Map.of(
                                "SHOP_HOME", "/elsewhere",
                                "SHOP_PORT_OFFSET", "7000",
                                "SHOP_JAVA_OPTS", " -Xmx1g  -Da=b ",
                                "SHOP_FAST_START", "off"));

        assertThat(options.home()).isEqualTo(Path.of("/elsewhere"));
        assertThat(options.portOffset()).isEqualTo(7000);
        assertThat(options.javaOptions()).containsExactly("-Xmx1g", "-Da=b");
        assertThat(options.fastStart()).isFalse();
    }

    @Test
    void keepsItsStateInTheCheckoutWhenTheEnvironmentSaysNothing() {
        ShopOptions options = ShopOptions.fromEnvironment(ROOT, Map.of());

        assertThat(options.home()).isEqualTo(ROOT.resolve(".shop"));
        assertThat(options.fastStart()).isTrue();
        assertThat(options.javaOptions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "many", "45536", ""})
    void refusesAnOffsetThatLeavesNoPorts(String offset) {
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(
                        () -> ShopOptions.fromEnvironment(ROOT, Map.of("SHOP_PORT_OFFSET", offset)))
                .withMessage("SHOP_PORT_OFFSET is a number from 0 to 45535.");
    }

    @Test
    void knowsEveryKindByItsLabel() {
        assertThat(Arrays.stream(ProcessKind.values()))
                .allSatisfy(kind -> assertThat(ProcessKind.labelled(kind.label())).contains(kind));
    }
}
