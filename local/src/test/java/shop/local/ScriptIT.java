package shop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code shop} script by itself, with a Maven and a JDK that only say what they are asked. */
class ScriptIT {

    private static final List<String> RUNNABLE =
            List.of(
                    "registry",
                    "gateway",
                    "inventory-service",
                    "payment-service",
                    "order-service",
                    "local");

    @TempDir private Path root;
    private Path bin;
    private Path jdk;

    @BeforeEach
    void checkout() throws IOException {
        Files.copy(Path.of("../shop"), root.resolve("shop"));
        for (String module : modules()) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.createFile(root.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(root.resolve("pom.xml"));
        jdk = fakeJdk("jdk", "25.0.3");
        bin = Files.createDirectories(root.resolve("bin"));
        String jars = "%s/$m/target/$m-1.0.0-SNAPSHOT.jar".formatted(root);
        program(
                bin.resolve("mvn"),
                "[ -e %s/broken ] && echo '[ERROR] it does not compile' && exit 1".formatted(root),
                "echo built >>%s/builds".formatted(root),
                "for m in " + String.join(" ", RUNNABLE) + "; do",
                "  mkdir -p %s/$m/target; touch -t 202001010000 \"%s\"".formatted(root, jars),
                "done");
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
                .endsWith("local-1.0.0-SNAPSHOT.jar up --replicas order-service=2\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainOnlyWhenSourcesAreNewer() throws Exception {
        shop("up");
        shop("up");
        assertThat(builds()).isEqualTo(1);

        Files.createFile(root.resolve("order-service/src/main/New.java"));
        later(root.resolve("order-service/src/main/New.java"));
        shop("start", "order-service");
        assertThat(builds()).isEqualTo(2);

        later(root.resolve("common/pom.xml"));
        shop("restart", "order-service");
        assertThat(builds()).isEqualTo(3);
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
        Answer old = shopWith(fakeJdk("old", "17.0.1").toString(), "up");

        assertThat(old.said()).doesNotContain("/old/bin/java");
    }

    @Test
    void takesTheNamedJdkFirst() throws Exception {
        assertThat(shop("up").said()).contains(jdk + "/bin/java ");
    }

    private record Answer(int exit, String said) {}

    private Answer shop(String... words) throws Exception {
        return shopWith(jdk.toString(), words);
    }

    private Answer shopWith(String javaHome, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", root.resolve("shop").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA25_HOME", javaHome);
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().keySet().removeIf(name -> name.startsWith("SHOP_"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), said);
    }

    private Path fakeJdk(String name, String version) throws IOException {
        Path home = root.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        program(home.resolve("bin/java"), "echo \"$0 $*\"");
        program(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    private static void program(Path path, String... lines) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void later(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(3600)));
    }

    private long builds() throws IOException {
        return Files.readAllLines(root.resolve("builds")).size();
    }

    private static List<String> modules() {
        List<String> modules = new ArrayList<>(RUNNABLE);
        modules.add("common");
        modules.add("wire");
        return modules;
    }
}
