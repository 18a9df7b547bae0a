package shop.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PidTests {

    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void knowsAProcessThatRuns() {
        assertThat(Pid.of(process.pid()).orElseThrow().isAlive()).isTrue();
    }

    @Test
    void neverMistakesAnotherProcessWithTheSameNumberForIt() {
        Pid recycled = new Pid(process.pid(), "started at another time");

        assertThat(recycled.isAlive()).isFalse();
        recycled.send(Signal.KILL);
        recycled.sendToAll(Signal.KILL);
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void staysTheSameForAsLongAsTheProcessRuns() {
        assertThat(Pid.of(process.pid())).isEqualTo(Pid.of(process.pid())).isPresent();
    }

    @Test
    void noticesTheEndOfAProcess() {
        Pid pid = Pid.of(process.pid()).orElseThrow();

        pid.send(Signal.KILL);

        await().until(() -> !pid.isAlive());
        assertThat(Pid.of(process.pid())).isEmpty();
    }

    @Test
    void takesAProcessThatNobodyReapedForEnded() throws Exception {
        // The shell starts a child, tells its number and becomes a program that reaps nobody.
        Process parent =
                new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
        try (var said = parent.inputReader()) {
            Pid child = Pid.of(Long.parseLong(said.readLine())).orElseThrow();

            child.send(Signal.KILL);

            await().until(() -> !child.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void reachesAProcessWithAllItStarted() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; wait").start();
        try (var said = parent.inputReader()) {
            Pid child = Pid.of(Long.parseLong(said.readLine())).orElseThrow();
            Pid pid = Pid.of(parent.pid()).orElseThrow();

            pid.sendToAll(Signal.KILL);

            await().until(() -> !child.isAlive() && !pid.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }
}
