package shop.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopOptions;

class JavaCommandTests {

    private static final Path JAR = Path.of("/apps/order-service.jar");

    @Test
    void runsOnTheLaunchersOwnJdk() {
        assertThat(command(Map.of()).getFirst())
                .isEqualTo(System.getProperty("java.home") + "/bin/java");
    }

    @Test
    void letsTheUsersOptionsWin() {
        List<String> command = command(Map.of("SHOP_JAVA_OPTS", "-Xmx1g"));

        assertThat(command)
                .containsSubsequence(
                        "-Xmx128m", "-XX:AOTCache=x", "-Xmx1g", "-jar", JAR.toString());
    }

    private static List<String> command(Map<String, String> environment) {
        ShopOptions options = ShopOptions.fromEnvironment(Path.of("/checkout"), environment);
        return new JavaCommand(ProcessKind.ORDER_SERVICE, options)
                .of(JAR, List.of("-XX:AOTCache=x"));
    }
}
