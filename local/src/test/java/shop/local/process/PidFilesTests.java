package shop.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFilesTests {

    private static final Pid MYSELF = Pid.of(ProcessHandle.current().pid()).orElseThrow();

    @TempDir private Path directory;
    private PidFiles pids;

    @BeforeEach
    void open() {
        pids = new PidFiles(directory.resolve("pids"));
    }

    @Test
    void remembersAcrossPrograms() {
        pids.remember("gateway", MYSELF);

        assertThat(new PidFiles(directory.resolve("pids")).running("gateway")).contains(MYSELF);
    }

    @Test
    void doesNotTakeARecycledNumberForTheProcessItRemembers() {
        pids.remember("gateway", new Pid(MYSELF.number(), "yesterday"));

        assertThat(pids.running("gateway")).isEmpty();
        assertThat(pids.names()).containsExactly("gateway");
    }

    @Test
    void forgets() {
        pids.remember("gateway", MYSELF);

        pids.forget("gateway");
        pids.forget("gateway");

        assertThat(pids.running("gateway")).isEmpty();
        assertThat(pids.names()).isEmpty();
    }

    @Test
    void takesAGarbledFileForNoProcess() throws IOException {
        pids.remember("gateway", MYSELF);
        Files.writeString(directory.resolve("pids").resolve("gateway.pid"), "");

        assertThat(pids.running("gateway")).isEmpty();
    }

    @Test
    void knowsNobodyBeforeTheFirstStart() {
        assertThat(pids.names()).isEmpty();
        assertThat(pids.running("gateway")).isEmpty();
    }
}
