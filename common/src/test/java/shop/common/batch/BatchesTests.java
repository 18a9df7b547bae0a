package shop.common.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import shop.common.remote.Deadline;
import shop.common.remote.DeadlineExceededException;

class BatchesTests {

    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Batches batches = new Batches(meters);
    private final List<List<Integer>> tries = new ArrayList<>();

    /** Answers every number with its text, unless a broken one is among them. */
    private Function<List<Integer>, Map<Integer, String>> brokenBy(Integer... broken) {
        return items -> {
            tries.add(items);
            if (items.stream().anyMatch(Set.of(broken)::contains)) {
                throw new IllegalStateException("broken");
            }
            return items.stream().collect(Collectors.toMap(Function.identity(), String::valueOf));
        };
    }

    private double failures() {
        return meters.counter("shop.batch.failures", "batch", "test").count();
    }

    @Test
    void doesAllInOneGo() {
        var outcome = batches.each("test", HUNDRED, brokenBy());

        assertThat(outcome.done()).hasSize(100);
        assertThat(outcome.failed()).isEmpty();
        assertThat(tries).containsExactly(HUNDRED);
        assertThat(failures()).isZero();
    }

    @Test
    void goesOnWithoutTheOneThatBreaksIt() {
        var outcome = batches.each("test", HUNDRED, brokenBy(42));

        assertThat(outcome.done()).hasSize(99).containsEntry(41, "41");
        assertThat(outcome.failed()).containsExactly(42);
        assertThat(tries).hasSizeLessThan(17);
        assertThat(failures()).isEqualTo(1);
    }

    @Test
    void goesOnWithoutAllThatBreakIt() {
        var outcome = batches.each("test", HUNDRED, brokenBy(0, 1, 50, 99));

        assertThat(outcome.done()).hasSize(96);
        assertThat(outcome.failed()).containsExactlyInAnyOrder(0, 1, 50, 99);
    }

    @Test
    void doesNothingForNoItems() {
        assertThat(batches.each("test", List.of(), brokenBy()).done()).isEmpty();
    }

    @Test
    void keepsTheOrderOfTheItems() {
        batches.each("test", HUNDRED, brokenBy(3));

        assertThat(tries).allSatisfy(items -> assertThat(items).isSorted());
    }

    static Stream<RuntimeException> away() {
        return Stream.of(
                new DataAccessResourceFailureException("away"),
                new QueryTimeoutException("slow"),
                new CannotCreateTransactionException("away"),
                new TransactionSystemException("lost"));
    }

    @ParameterizedTest
    @MethodSource("away")
    void takesNothingApartWhileTheDatabaseIsAway(RuntimeException away) {
        assertThatExceptionOfType(away.getClass())
                .isThrownBy(() ->
                        batches.each(
                                "test",
                                HUNDRED,
                                items -> {
                                    tries.add(items);
                                    throw away;
                                }));
        assertThat(tries).hasSize(1);
        assertThat(failures()).isZero();
    }

    @Test
    void stopsWhenNobodyWaitsAnyMore() {
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() ->
                        Deadline.in(Duration.ofMillis(-1))
                                .during(() -> batches.each("test", HUNDRED, brokenBy(42))));
        assertThat(tries).isEmpty();
    }

    @Test
    void doesNotCountALockedRowAsDamaged() {
        var outcome =
                batches.each(
                        "test",
                        HUNDRED,
                        items -> {
                            if (items.contains(7)) {
                                throw new CannotAcquireLockException("locked");
                            }
                            return items.stream()
                                    .collect(
                                            Collectors.toMap(Function.identity(), String::valueOf));
                        });

        assertThat(outcome.failed()).containsExactly(7);
        assertThat(outcome.done()).hasSize(99);
        assertThat(failures()).isZero();
    }
}
