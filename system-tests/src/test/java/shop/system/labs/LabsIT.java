package shop.system.labs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import shop.system.Patience;
import shop.system.labs.Lab.Do;
import shop.system.labs.Lab.Look;
import shop.system.labs.Lab.Step;

/** Does all the labs of {@code docs/labs.md}, as a learner would, in a shop of its own. */
@Isolated
class LabsIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path HOME = Path.of("target", "labs").toAbsolutePath();

    // All ports below those that the system takes for outgoing connections.
    private static final int PORT_OFFSET = 13_000;

    @BeforeAll
    static void begin() throws Exception {
        Files.createDirectories(HOME);
        run("./shop reset");
    }

    @AfterAll
    static void end() throws Exception {
        run("./shop down");
    }

    @TestFactory
    Stream<DynamicTest> holdsWhatThePagePromises() throws IOException {
        return Lab.of(Files.readAllLines(ROOT.resolve("docs/labs.md"))).stream()
                .map(lab -> dynamicTest(lab.title(), () -> carryOut(lab)));
    }

    private static void carryOut(Lab lab) throws Exception {
        long begin = System.nanoTime();
        assertThat(lab.steps()).isNotEmpty();
        for (Step step : lab.steps()) {
            switch (step) {
                case Do(String commands) -> {
                    Ran ran = run(commands);
                    assertThat(ran.exit()).as(commands + "\n" + ran.said()).isZero();
                }
                case Look look -> see(look);
            }
        }
        System.out.printf("[labs] %s: %.1f s%n", lab.title(), (System.nanoTime() - begin) / 1e9);
    }

    private static void see(Look look) {
        await(look.command())
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> {
                    String said = run(look.command()).said();
                    assertThat(look.isSeenIn(said)).as("%s in:%n%s", look.lines(), said).isTrue();
                });
    }

    private record Ran(int exit, String said) {}

    // To a file, because what runs in the background would keep a pipe open.
    private static Ran run(String commands) throws IOException, InterruptedException {
        File said = HOME.resolve("said").toFile();
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-ec", commands)
                        .directory(ROOT.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said);
        builder.environment().keySet().removeIf(name -> name.startsWith("SHOP_"));
        builder.environment().put("SHOP_HOME", HOME.toString());
        builder.environment().put("SHOP_PORT_OFFSET", Integer.toString(PORT_OFFSET));
        builder.environment().put("SHOP_BUILD", "off");
        builder.environment().put("JAVA25_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(Patience.LIMIT)) {
            process.destroyForcibly();
            throw new IllegalStateException(commands + " did not end");
        }
        return new Ran(process.exitValue(), Files.readString(said.toPath()));
    }
}
