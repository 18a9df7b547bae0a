package shop.local.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.process.Pid;

/** Freezes a shell that echoes what it is told. */
class FreezesTests {

    private static final String NAME = "echo";
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir private Path home;
    private Freezes freezes;
    private Process process;
    private Pid pid;

    @BeforeEach
    void start() throws IOException {
        freezes = new Freezes(home);
        process =
                new ProcessBuilder("/bin/sh", "-c", "while read line; do echo $line; done").start();
        pid = Pid.of(process.pid()).orElseThrow();
        assertThat(heard()).isTrue();
    }

    @AfterEach
    void end() {
        freezes.forget(NAME);
        process.destroyForcibly();
    }

    @Test
    void endsByItselfWithoutTheLauncher() throws IOException {
        freezes.freeze(NAME, pid, Duration.ofMillis(700));
        long frozen = System.nanoTime();
        say();

        await().until(() -> process.inputReader().ready());

        assertThat(Duration.ofNanos(System.nanoTime() - frozen))
                .isGreaterThan(Duration.ofMillis(500));
        await().until(() -> !freezes.isFrozen(NAME));
    }

    @Test
    void standsStillUntilItIsThawed() throws IOException {
        freezes.freeze(NAME, pid, LONG);
        say();
        await().during(Duration.ofMillis(300)).until(() -> !process.inputReader().ready());
        assertThat(freezes.isFrozen(NAME)).isTrue();

        freezes.thaw(NAME, pid);

        assertThat(freezes.isFrozen(NAME)).isFalse();
        await().until(() -> process.inputReader().ready());
    }

    @Test
    void letsTheLastFreezeCount() {
        freezes.freeze(NAME, pid, LONG);
        freezes.freeze(NAME, pid, Duration.ofMillis(100));

        await().until(() -> !freezes.isFrozen(NAME) && heard());
    }

    private boolean heard() throws IOException {
        say();
        return "hello".equals(process.inputReader().readLine());
    }

    private void say() throws IOException {
        process.outputWriter().write("hello\n");
        process.outputWriter().flush();
    }
}
