package shop.local.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.local.topology.ShopFailure;

class FaultTests {

    private static final List<String> ALL =
            List.of(
                    "latency 2s 30%",
                    "latency 500ms 100%", "error 50%", "drop-replies 1%", "freeze 10s");

    @TempDir private Path directory;

    @Test
    void understandsWords() {
        assertThat(parse("latency 500ms 30%"))
                .isEqualTo(new Fault.Latency(Duration.ofMillis(500), new Share(30)));
        assertThat(parse("latency 1m"))
                .isEqualTo(new Fault.Latency(Duration.ofMinutes(1), new Share(100)));
        assertThat(parse("error 50%")).isEqualTo(new Fault.Errors(new Share(50)));
        assertThat(parse("drop-replies")).isEqualTo(new Fault.DropReplies(new Share(100)));
        assertThat(parse("freeze 10s")).isEqualTo(new Fault.Freeze(Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "50, 2", "34, 3", "33, 3", "30, 3", "25, 4", "1, 100"})
    void troublesOneCallInSoMany(int percent, int oneIn) {
        assertThat(new Share(percent).oneIn()).isEqualTo(oneIn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    explode            | A fault is latency 2s [30%], error [50%], drop-replies [30%] or freeze 10s.
                    latency            | A time is written like 500ms, 2s or 1m, and not nothing.
                    latency 30%        | A time is written like 500ms, 2s or 1m, and not 30%.
                    latency 0s         | A time is written like 500ms, 2s or 1m, and not 0s.
                    latency 11m        | A fault takes 10m at most, and not 11m.
                    latency 2s half    | A share is written like 30%, and not half.
                    error 70%          | One call in so many can meet a fault: 100% or 1% to 50%, not 70%.
                    error 0%           | One call in so many can meet a fault: 100% or 1% to 50%, not 0%.
                    error 50% 2s       | Nothing can follow there: 2s
                    freeze 10s 30%     | Nothing can follow there: 30%
                    """)
    void saysWhatIsWrongWithOthers(String words, String sentence) {
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> parse(words))
                .withMessage(sentence);
    }

    @Test
    void remembersEveryFaultUntilItIsForgotten() {
        String name = "payment-service";
        FaultFiles files = new FaultFiles(directory.resolve("faults"));

        for (String words : ALL) {
            files.write(name, parse(words));
            assertThat(files.all()).containsOnlyKeys(name).containsValue(parse(words));
        }
        files.delete(name);
        files.delete(name);
        assertThat(files.all()).isEmpty();
    }

    private static Fault parse(String words) {
        return Fault.parse(List.of(words.split(" ")));
    }
}
