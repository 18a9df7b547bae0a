package shop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.ProcessStatus.Health;
import shop.local.cli.Main;
import shop.local.process.PidFiles;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopOptions;

/** All processes of a shop, with stand-ins for the services: they start together or not at all. */
class StartupIT {

    private static final Progress SILENT = Progress.silent();

    @TempDir private static Path root;
    private ShopOptions options;
    private LocalShop shop;

    @BeforeEach
    void begin() throws IOException {
        options = ShopOptions.of(StubCheckout.in(root).root()).withPortOffset(FreePorts.offset());
        shop = new LocalShop(options);
    }

    @AfterEach
    void stop() {
        shop.stop(SILENT);
        assertThat(shop.running()).isEmpty();
    }

    @Test
    void startsEverythingOnceAndStopsIt() {
        shop.start(SILENT);
        var first = shop.status().stream().map(ProcessStatus::pid).toList();
        shop.start(SILENT);

        assertThat(shop.status()).hasSize(7).allMatch(it -> it.health() == Health.UP);
        assertThat(shop.status().stream().map(ProcessStatus::pid)).isEqualTo(first);

        shop.stop(SILENT);
        assertThat(shop.status()).allMatch(it -> it.health() == Health.STOPPED);
    }

    @Test
    void startsAgainOnlyWhatWasKilled() {
        LocalShop two = new LocalShop(options.withReplicas(Map.of(ProcessKind.ORDER_SERVICE, 2)));
        two.start(SILENT);

        two.kill("order-service-2");
        assertThat(health("order-service-2")).isEqualTo(Health.STOPPED);
        assertThat(health("order-service")).isEqualTo(Health.UP);
        shop.start("order-service-2", SILENT);

        assertThat(health("order-service-2")).isEqualTo(Health.UP);
        assertThat(shop.status()).hasSize(8);
    }

    @Test
    void showsAFrozenServiceAsDown() {
        shop.start("registry", SILENT);

        shop.pause("registry");
        assertThat(health("registry")).isEqualTo(Health.DOWN);
        shop.resume("registry");

        assertThat(health("registry")).isEqualTo(Health.UP);
    }

    @Test
    void leavesNothingBehindWhenOneDiesWhileItStarts() {
        LocalShop doomed = new LocalShop(options.withEnvironment(Map.of("STUB_DIES", "gateway")));

        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> doomed.start(SILENT))
                .withMessageContaining("gateway stopped while it was starting")
                .withMessageContaining("the stub gives up");
        assertThat(shop.running()).isEmpty();
    }

    @Test
    void leavesAloneWhatRanBeforeAStartThatFails() {
        shop.start("redis", SILENT);
        LocalShop doomed = new LocalShop(options.withEnvironment(Map.of("STUB_DIES", "gateway")));

        assertThatExceptionOfType(ShopFailure.class).isThrownBy(() -> doomed.start(SILENT));

        assertThat(shop.running()).containsExactly("redis");
    }

    @Test
    void startsNothingWhenAPortIsTaken() throws IOException {
        int port = shop.port("order-service");
        try (var stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(stranger.isBound()).isTrue();

            assertThatExceptionOfType(ShopFailure.class)
                    .isThrownBy(() -> shop.start(SILENT))
                    .withMessageStartingWith(
                            "Port %s (order-service) is taken by another program".formatted(port));
        }
        assertThat(shop.running()).isEmpty();
    }

    @Test
    void stopsWhatItStartedWhenItIsInterrupted() throws Exception {
        ProcessBuilder launcher =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dshop.root=" + root,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "up");
        launcher.environment().put("SHOP_PORT_OFFSET", Integer.toString(options.portOffset()));
        launcher.environment().put("STUB_HANGS", "gateway");
        Process up = launcher.redirectErrorStream(true).start();
        PidFiles pids = new PidFiles(options.home().resolve("pids"));
        await().atMost(Duration.ofMinutes(1)).until(() -> pids.running("gateway").isPresent());

        new ProcessBuilder("sh", "-c", "kill -INT " + up.pid()).start().waitFor();

        assertThat(up.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(up.exitValue()).isEqualTo(130);
        assertThat(new String(up.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("what was started is stopped again");
        assertThat(shop.running()).isEmpty();
    }

    private Health health(String name) {
        return shop.status().stream()
                .filter(it -> it.name().equals(name))
                .findAny()
                .orElseThrow()
                .health();
    }
}
