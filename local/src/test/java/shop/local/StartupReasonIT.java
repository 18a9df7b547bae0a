package shop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
        List<String> told = new CopyOnWriteArrayList<>();
        Startup startup = new Startup(new Machine(options), telling(told), Duration.ofSeconds(20));

        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> startup.run(List.of(REGISTRY)))
                .withMessageStartingWith("registry is not ready after 20 s: the stub hangs.");
        assertThat(told).containsExactly("registry: the stub hangs");
    }

    private static Progress telling(List<String> told) {
        return new Progress() {
            @Override
            public void begins(String subject) {}

            @Override
            public void waits(String subject, String why) {
                told.add(subject + ": " + why);
            }

            @Override
            public void ends(String subject, String outcome, Duration took) {}
        };
    }
}
