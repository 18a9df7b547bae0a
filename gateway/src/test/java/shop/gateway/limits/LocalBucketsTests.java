package shop.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalBucketsTests {

    private long nanos;
    private final LocalBuckets buckets = new LocalBuckets(new RateLimit(10, 20), clock());

    @Test
    void letsABurstThroughAndNoMore() {
        assertThat(taken("alice", 30)).isEqualTo(20);
    }

    @Test
    void refillsWithTime() {
        taken("alice", 20);
        nanos += Duration.ofMillis(500).toNanos();

        assertThat(taken("alice", 30)).isEqualTo(5);
    }

    @Test
    void neverHoldsMoreThanABurst() {
        taken("alice", 20);
        nanos += Duration.ofHours(1).toNanos();

        assertThat(taken("alice", 30)).isEqualTo(20);
    }

    @Test
    void keepsCallersApart() {
        taken("alice", 20);

        assertThat(taken("bob", 30)).isEqualTo(20);
    }

    @Test
    void refusesALimitThatLetsNobodyIn() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(1, 0));
    }

    private long taken(String caller, int attempts) {
        return IntStream.range(0, attempts).filter(i -> buckets.tryTake(caller)).count();
    }

    private TimeMeter clock() {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos;
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }
}
