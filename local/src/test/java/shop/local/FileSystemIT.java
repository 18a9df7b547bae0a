package shop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import shop.local.FakeCheckout.Answer;
import shop.local.cli.Main;

/** A place for state and data that PostgreSQL cannot use. */
@EnabledOnOs(OS.LINUX)
class FileSystemIT {

    @TempDir private Path place;

    @Test
    void saysWhatToDoWhereNoProgramRuns() throws Exception {
        assumeTrue(mounted("true").exit() == 0, "nothing can be mounted here");

        Answer start = mounted(launcher());

        assertThat(start.said())
                .startsWith(place + " is on a file system that keeps no permissions or runs no")
                .contains("SHOP_HOME=DIR");
        assertThat(start.exit()).isEqualTo(1);
    }

    private String[] launcher() {
        return new String[] {
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dshop.root=" + Path.of("..").toAbsolutePath(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "start",
            "postgres"
        };
    }

    // In a world of its own, which ends with the command.
    private Answer mounted(String... command) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("unshare", "--map-root-user", "--mount", "sh", "-c"));
        words.add("mount -t tmpfs -o noexec none \"$0\" && exec \"$@\"");
        words.add(place.toString());
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("SHOP_HOME", place.toString());
        return FakeCheckout.answer(builder);
    }
}
