package shop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.local.FakeCheckout.answer;
import static shop.local.FakeCheckout.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.local.FakeCheckout.Answer;

/** The {@code shop} script on machines that are set up in unusual ways: everywhere it is itself. */
class OddMachinesIT {

    @TempDir private Path machine;
    private FakeCheckout checkout;
    private Path jdk;

    @BeforeEach
    void checkout() throws IOException {
        checkout = FakeCheckout.in(machine.toRealPath().resolve("a shop (2) & more; #5 %20 $x"));
        jdk = checkout.root().resolve("jdk");
    }

    @Test
    void isItselfInADirectoryWithSpacesAndSigns() throws Exception {
        assertIsItself(run(machine, up()));
    }

    @Test
    void keepsItsStateInADirectoryWithSpacesAndSigns() throws Exception {
        Path home = machine.resolve("state & data");

        assertIsItself(run(machine, up(), "SHOP_HOME=" + home));

        assertThat(home.resolve("logs/build.log")).exists();
    }

    @Test
    void doesNotFollowCdpath() throws Exception {
        Path elsewhere = machine.resolve("elsewhere");
        String name = checkout.root().getFileName().toString();
        Files.createDirectories(elsewhere.resolve(name));
        List<String> fromAbove = List.of("bash", name + "/shop", "up");

        assertIsItself(run(machine, fromAbove, "CDPATH=" + elsewhere));
        assertIsItself(run(machine, fromAbove, "CDPATH=."));
        assertIsItself(run(checkout.root(), List.of("./shop", "up"), "CDPATH=" + machine));
    }

    @Test
    void isFoundThroughSymbolicLinks() throws Exception {
        Path bin = Files.createDirectories(machine.resolve("home bin"));
        Path script = checkout.root().resolve("shop");
        Files.createSymbolicLink(bin.resolve("first"), bin.toRealPath().relativize(script));
        Files.createSymbolicLink(bin.resolve("second"), Path.of("first"));
        Files.createSymbolicLink(machine.resolve("work"), checkout.root());

        assertIsItself(run(machine, List.of(bin.resolve("second").toString(), "up")));
        assertIsItself(run(machine, List.of("work/shop", "up")));
    }

    @Test
    void needsNoRealpath() throws Exception {
        program(machine.resolve("old/realpath"), "exit 127");
        Path link = machine.resolve("link");
        Files.createSymbolicLink(link, checkout.root().resolve("shop"));

        String path = "PATH=" + machine.resolve("old") + ":" + path();
        assertIsItself(run(machine, List.of(link.toString(), "up"), path));
    }

    @Test
    void needsNothingOfItsEnvironmentButThePath() throws Exception {
        assertIsItself(run(machine, before(up(), "env", "-u", "HOME")));
        assertIsItself(
                run(machine, before(up(), "env", "-i", "PATH=" + path(), "JAVA_HOME=" + jdk)));
    }

    @Test
    void heedsNoMask() throws Exception {
        for (String mask : List.of("077", "027", "000")) {
            String command = "umask " + mask + " && exec \"$@\"";
            assertIsItself(run(machine, before(up(), "sh", "-c", command, "sh")));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void readsPathsAsUtf8InAnyLocale() throws Exception {
        for (String locale : List.of("C", "POSIX", "fa_IR.UTF-8", "tr_TR.ISO-8859-9")) {
            assertThat(run(machine, up(), "LC_ALL=" + locale).said()).contains("LC_ALL=C.UTF-8\n");
        }
    }

    @Test
    void findsTheJdkBehindAVersionManagersShims() throws Exception {
        Path managed = checkout.jdk("managed", "25.0.3");
        Path shims = machine.resolve("manager/shims");
        program(shims.resolve("java"), "exec '" + managed + "/bin/java' \"$@\"");
        String path = "PATH=" + shims + ":" + path();

        for (String home : List.of("", shims + "", machine + "/manager")) {
            assertThat(run(machine, up(), path, "JAVA_HOME=" + home).said())
                    .contains(managed + "/bin/java -XX");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HOME, .sdkman/candidates/java/25.0.3-tem",
        "SDKMAN_DIR, candidates/java/25-open",
        "HOME, .jenv/versions/openjdk64-25.0.3",
        "HOME, .asdf/installs/java/temurin-25.0.3+9",
        "ASDF_DATA_DIR, installs/java/openjdk-25",
        "HOME, .local/share/mise/installs/java/25",
        "HOME, .jdks/temurin-25.0.3",
        "HOME, .gradle/jdks/eclipse_adoptium-25-amd64-linux.2"
    })
    void findsTheJdkThatAVersionManagerKeeps(String variable, String place) throws Exception {
        Path kept = machine.resolve("kept").resolve(place);
        Files.createDirectories(kept.getParent());
        Files.createSymbolicLink(kept, jdk);
        Path older = checkout.jdk("older", "17.0.1");
        String root = variable + "=" + machine.resolve("kept");

        assertThat(run(machine, up(), root, "JAVA_HOME=" + older).said())
                .contains(kept + "/bin/java -XX");
    }

    private void assertIsItself(Answer up) {
        assertThat(up.said())
                .contains(jdk + "/bin/java -XX")
                .contains("-Dshop.root=" + checkout.root() + " ")
                .contains(checkout.root() + "/local/target/local-1.0.0-SNAPSHOT.jar up\n");
        assertThat(up.exit()).isZero();
    }

    private List<String> up() {
        return List.of(checkout.root().resolve("shop").toString(), "up");
    }

    private static List<String> before(List<String> command, String... words) {
        return Stream.concat(Stream.of(words), command.stream()).toList();
    }

    private String path() {
        return checkout.bin() + ":" + System.getenv("PATH");
    }

    private Answer run(Path directory, List<String> command, String... variables) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("SHOP_.*|JAVA25_HOME"));
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("PATH", path());
        for (String variable : variables) {
            String[] parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        }
        return answer(builder);
    }
}
