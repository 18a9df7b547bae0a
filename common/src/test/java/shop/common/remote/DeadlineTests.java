package shop.common.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void isThereOnlyDuringItsWork() {
        assertThat(Deadline.current()).isNull();
        Deadline deadline = Deadline.in(LONG);

        assertThat(deadline.during(() -> Deadline.current() == deadline)).isTrue();

        assertThat(Deadline.current()).isNull();
    }

    @Test
    void isNeverLaterThanTheOneAroundIt() {
        Deadline outer = Deadline.in(LONG);

        boolean same = outer.during(() -> Deadline.in(LONG.multipliedBy(2)) == outer);
        Duration left = outer.during(() -> Deadline.in(Duration.ofSeconds(1)).left());

        assertThat(same).isTrue();
        assertThat(left).isBetween(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void stopsWorkThatIsTooLate() {
        Deadline passed = Deadline.in(Duration.ZERO);

        assertThat(passed.left()).isNegative();
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> passed.during(DeadlineTests::checked));
        assertThatCode(() -> Deadline.in(LONG).during(DeadlineTests::checked))
                .doesNotThrowAnyException();
        assertThatCode(Deadline::check).doesNotThrowAnyException();
    }

    private static boolean checked() {
        Deadline.check();
        return true;
    }
}
