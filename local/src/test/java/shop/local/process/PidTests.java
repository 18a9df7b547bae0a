package shop.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
    @EnabledOnOs(OS.LINUX)
    void standsStillWithEveryThreadWhenItIsFrozen() throws Exception {
        for (int round = 0; round < 20; round++) {
            Process busy = new ProcessBuilder(BusyProgram.command()).start();
            try (var said = busy.inputReader()) {
                assertThat(said.readLine()).isEqualTo("busy");

                Pid.of(busy.pid()).orElseThrow().freeze();

                assertThat(states(busy.pid()))
                        .hasSizeGreaterThan(BusyProgram.THREADS)
                        .containsOnly('T');
            } finally {
                busy.destroyForcibly();
            }
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

    private static List<Character> states(long pid) throws IOException {
        try (var threads = Files.list(Path.of("/proc/%s/task".formatted(pid)))) {
            return threads.map(PidTests::state).toList();
        }
    }

    private static char state(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps more threads at work than the machine has processors. */
    static final class BusyProgram {

        static final int THREADS = 16;

        private BusyProgram() {}

        static List<String> command() {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    BusyProgram.class.getName());
        }

        public static void main(String[] words) {
            for (int number = 0; number < THREADS; number++) {
                new Thread(
                                () -> {
                                    while (true) {
                                        Thread.onSpinWait();
                                    }
                                })
                        .start();
            }
            System.out.println("busy");
        }
    }
}
