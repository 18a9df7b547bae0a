package shop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.FakeCheckout.Answer;

/** The {@code shop} script by itself, with a Maven and a JDK that only say what they are asked. */
class ScriptIT {

    @TempDir private Path root;
    private FakeCheckout checkout;
    private Path jdk;

    @BeforeEach
    void checkout() throws IOException {
        checkout = FakeCheckout.in(root);
        jdk = root.resolve("jdk");
    }

    @Test
    void helpsWithoutAJdkAndWithoutABuild() throws Exception {
        Answer help = shopWith("/nowhere", "help");

        assertThat(help.said()).contains("./shop up").contains("order-service-2");
        assertThat(help.exit()).isZero();
        assertThat(root.resolve("builds")).doesNotExist();
    }

    @Test
    void buildsBeforeItStartsAndHandsOver() throws Exception {
        Answer up = shop("up", "--replicas", "order-service=2");

        assertThat(up.said())
                .contains("-Dshop.root=" + root.toRealPath())
                .contains("local-1.0.0-SNAPSHOT.jar up --replicas order-service=2\n");
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainOnlyWhenSourcesAreNewer() throws Exception {
        shop("up");
        shop("up");
        assertThat(checkout.builds()).isEqualTo(1);

        Files.createFile(root.resolve("order-service/src/main/New.java"));
        later(root.resolve("order-service/src/main/New.java"));
        shop("start", "order-service");
        assertThat(checkout.builds()).isEqualTo(2);

        later(root.resolve("common/pom.xml"));
        shop("restart", "order-service");
        assertThat(checkout.builds()).isEqualTo(3);
    }

    @Test
    void doesNotBuildOnlyToLook() throws Exception {
        Answer status = shop("status");

        assertThat(status.said())
                .isEqualTo("The shop is not built yet: ./shop up builds it and starts it.\n");
        assertThat(status.exit()).isEqualTo(1);
    }

    @Test
    void showsWhyABuildFailed() throws Exception {
        Files.createFile(root.resolve("broken"));

        Answer up = shop("up");

        assertThat(up.said()).contains("it does not compile").contains("build.log");
        assertThat(up.exit()).isEqualTo(1);
    }

    @Test
    void takesNoOlderJdk() throws Exception {
        Answer old = shopWith(checkout.jdk("old", "17.0.1").toString(), "up");

        assertThat(old.said()).doesNotContain("/old/bin/java");
    }

    @Test
    void takesTheNamedJdkFirst() throws Exception {
        assertThat(shop("up").said()).contains(jdk + "/bin/java ");
    }

    private Answer shop(String... words) throws Exception {
        return shopWith(jdk.toString(), words);
    }

    private Answer shopWith(String javaHome, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", root.resolve("shop").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA25_HOME", javaHome);
        builder.environment().put("PATH", checkout.bin() + ":" + System.getenv("PATH"));
        builder.environment().keySet().removeIf(name -> name.startsWith("SHOP_"));
        return FakeCheckout.answer(builder);
    }

    private static void later(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(3600)));
    }
}
