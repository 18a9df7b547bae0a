package shop.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonsTests {

    @TempDir private Path directory;
    private PidFiles pids;
    private LogFile log;

    @BeforeEach
    void open() {
        pids = new PidFiles(directory.resolve("pids"));
        log = new LogFile(directory.resolve("logs").resolve("one.log"));
    }

    @Test
    void startsAProcessThatIsFoundAgainAndWritesItsLog() {
        Launch launch =
                new Launch(
                        List.of("sh", "-c", "echo out $WORD; echo err >&2; sleep 60"),
                        Map.of("WORD", "hello"));

        Pid pid = new Daemons(directory, pids).start("one", launch, log);

        try {
            assertThat(pids.running("one")).contains(pid);
            await().untilAsserted(
                            () -> assertThat(log.lastLines(9)).containsExactly("out hello", "err"));
        } finally {
            pid.sendToAll(Signal.KILL);
        }
    }

    @Test
    void startsAProcessInASessionOfItsOwn() {
        String script = "ps -o pid= -o pgid= -p $$ | xargs; sleep 60";
        Launch launch = new Launch(List.of("sh", "-c", script), Map.of());

        Pid pid = new Daemons(directory, pids).start("one", launch, log);

        try {
            String expected = pid.number() + " " + pid.number();
            await().untilAsserted(() -> assertThat(log.lastLines(9)).containsExactly(expected));
        } finally {
            pid.sendToAll(Signal.KILL);
        }
    }

    @Test
    void doesNotTakeAProcessThatEndedAtOnceForRunning() {
        Launch launch = new Launch(List.of("sh", "-c", "echo cannot"), Map.of());

        Pid pid = new Daemons(directory, pids).start("one", launch, log);

        await().until(() -> !pid.isAlive());
        assertThat(pids.running("one")).isEmpty();
        assertThat(log.lastLines(9)).containsExactly("cannot");
    }
}
