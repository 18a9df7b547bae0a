package shop.local;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopOptions;
import shop.local.topology.ShopProcess;

class StartupReasonIT {

    private static final ShopProcess REGISTRY = ShopProcess.named("registry");

    @TempDir private static Path root;

    @Test
    void showsWhyAProcessIsNotReady() throws IOException {
        ShopOptions options =
                ShopOptions.of(StubCheckout.in(root).root())
                        .withPortOffset(FreePorts.offset())
                        .withEnvironment(Map.of("STUB_HANGS", "registry"));
        Machine machine = new Machine(options);
        machine.program(REGISTRY).prepare();
        machine.launch(REGISTRY);
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> machine.log(REGISTRY).lastLines(1).contains("waiting"));
            Startup startup = new Startup(machine, Progress.silent(), Duration.ZERO);

            assertThatExceptionOfType(ShopFailure.class)
                    .isThrownBy(() -> startup.run(List.of(REGISTRY)))
                    .withMessageStartingWith("registry is not ready after 0 s: the stub hangs.");
        } finally {
            new LocalShop(options).stop(Progress.silent());
        }
    }
}
