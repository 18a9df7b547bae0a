package shop.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import shop.system.chaos.Schedule.Round;

class ScheduleTests {

    private static final List<Fault> ALL =
            Arrays.stream(FaultKind.values())
                    .flatMap(kind -> Stream.of(fault(kind, "one"), fault(kind, "other")))
                    .filter(f ->
                            f.kind() != FaultKind.COMPENSATION_FAILING || f.target().equals("one"))
                    .toList();

    private static Fault fault(FaultKind kind, String target) {
        return new Fault(kind, target, Duration.ZERO, () -> {}, () -> {});
    }

    @Test
    void letsACompensationFailAloneAndOnce() {
        for (int seed = 0; seed < 1000; seed++) {
            List<Round> rounds = Schedule.of(ALL, 40, new SplittableRandom(seed));

            assertThat(rounds.stream().map(ScheduleTests::faults).filter(ScheduleTests::fails))
                    .singleElement()
                    .satisfies(round -> assertThat(round).hasSize(1));
        }
    }

    @Test
    void hasEveryKindAndAsManyAsAreWanted() {
        List<Fault> faults =
                Schedule.of(ALL, 40, new SplittableRandom(1)).stream()
                        .flatMap(round -> faults(round).stream())
                        .toList();

        assertThat(faults).hasSizeGreaterThanOrEqualTo(40);
        assertThat(faults).extracting(Fault::kind).contains(FaultKind.values());
    }

    private static List<Fault> faults(Round round) {
        return Stream.concat(round.toProcesses().stream(), round.toOthers().stream()).toList();
    }

    private static boolean fails(List<Fault> round) {
        return round.stream().anyMatch(f -> f.kind() == FaultKind.COMPENSATION_FAILING);
    }
}
