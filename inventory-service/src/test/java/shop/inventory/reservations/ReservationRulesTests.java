package shop.inventory.reservations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import shop.inventory.products.Sku;
import shop.inventory.reservations.ReservationRules.Command;
import shop.inventory.stock.Line;
import shop.inventory.stock.StockItem;
import shop.inventory.stock.StockLevels;

class ReservationRulesTests {

    private static final Sku TEA = new Sku("tea");
    private static final List<Command> COMMANDS = List.of(Command.values());
    private static final List<Line> TWO = List.of(Line.of("tea", 2));

    /** The stock as available, held, sold; before and after. */
    @ParameterizedTest(name = "{0} of a {1} one, with {2}: {3}, {4}")
    @CsvSource(
            nullValues = "unknown",
            textBlock =
                    """
                    RESERVE, unknown,   2 0 0, HELD,      0 2 0
                    RESERVE, unknown,   1 0 0, REFUSED,   1 0 0
                    RESERVE, HELD,      5 2 0, HELD,      5 2 0
                    RESERVE, COMMITTED, 5 0 2, COMMITTED, 5 0 2
                    RESERVE, REFUSED,   5 0 0, REFUSED,   5 0 0
                    RESERVE, RELEASED,  5 0 0, RELEASED,  5 0 0
                    RESERVE, EXPIRED,   5 0 0, EXPIRED,   5 0 0
                    RESERVE, RETURNED,  5 0 0, RETURNED,  5 0 0
                    COMMIT,  unknown,   5 0 0, unknown,   5 0 0
                    COMMIT,  HELD,      0 2 0, COMMITTED, 0 0 2
                    COMMIT,  COMMITTED, 5 0 2, COMMITTED, 5 0 2
                    COMMIT,  REFUSED,   5 0 0, REFUSED,   5 0 0
                    COMMIT,  RELEASED,  5 0 0, RELEASED,  5 0 0
                    COMMIT,  EXPIRED,   2 0 0, COMMITTED, 0 0 2
                    COMMIT,  EXPIRED,   1 0 0, EXPIRED,   1 0 0
                    COMMIT,  RETURNED,  5 0 0, RETURNED,  5 0 0
                    RELEASE, unknown,   5 0 0, RELEASED,  5 0 0
                    RELEASE, HELD,      0 2 0, RELEASED,  2 0 0
                    RELEASE, COMMITTED, 5 0 2, COMMITTED, 5 0 2
                    RELEASE, REFUSED,   1 0 0, REFUSED,   1 0 0
                    RELEASE, RELEASED,  5 0 0, RELEASED,  5 0 0
                    RELEASE, EXPIRED,   5 0 0, RELEASED,  5 0 0
                    RELEASE, RETURNED,  5 0 0, RETURNED,  5 0 0
                    RETURN,  unknown,   5 0 0, RELEASED,  5 0 0
                    RETURN,  HELD,      0 2 0, RELEASED,  2 0 0
                    RETURN,  COMMITTED, 0 0 2, RETURNED,  2 0 0
                    RETURN,  REFUSED,   1 0 0, REFUSED,   1 0 0
                    RETURN,  RELEASED,  5 0 0, RELEASED,  5 0 0
                    RETURN,  EXPIRED,   5 0 0, RELEASED,  5 0 0
                    RETURN,  RETURNED,  5 0 0, RETURNED,  5 0 0
                    EXPIRE,  unknown,   5 0 0, unknown,   5 0 0
                    EXPIRE,  HELD,      0 2 0, EXPIRED,   2 0 0
                    EXPIRE,  COMMITTED, 5 0 2, COMMITTED, 5 0 2
                    EXPIRE,  REFUSED,   1 0 0, REFUSED,   1 0 0
                    EXPIRE,  RELEASED,  5 0 0, RELEASED,  5 0 0
                    EXPIRE,  EXPIRED,   5 0 0, EXPIRED,   5 0 0
                    EXPIRE,  RETURNED,  5 0 0, RETURNED,  5 0 0
                    """)
    void says(
            Command command,
            @Nullable ReservationStatus status,
            String before,
            @Nullable ReservationStatus next,
            String after) {
        StockLevels levels = new StockLevels(List.of(stock(before)));

        assertThat(ReservationRules.apply(command, status, TWO, levels)).isEqualTo(next);
        assertThat(levels.of(TEA)).isEqualTo(stock(after));
    }

    static Stream<Command> commands() {
        return Stream.of(Command.values());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void doesNothingTheSecondTime(Command command) {
        Stream<@Nullable ReservationStatus> statuses =
                Stream.concat(
                        Stream.of((ReservationStatus) null), Stream.of(ReservationStatus.values()));
        statuses.forEach(status -> {
            StockLevels levels = new StockLevels(List.of(new StockItem(TEA, 3, 2, 2)));
            ReservationStatus once = ReservationRules.apply(command, status, TWO, levels);
            StockItem then = levels.of(TEA);

            assertThat(ReservationRules.apply(command, once, TWO, levels)).isEqualTo(once);
            assertThat(levels.of(TEA)).isEqualTo(then);
        });
    }

    /** Whatever comes, in whatever order: the pieces are where the reservations say they are. */
    @Test
    void keepsTheBooksBalancedThroughAnySequence() {
        LongStream.range(0, 2_000).forEach(ReservationRulesTests::anySequence);
    }

    private static void anySequence(long seed) {
        Random random = new Random(seed);
        StockLevels levels = new StockLevels(List.of(new StockItem(TEA, 10, 0, 0)));
        Map<Integer, ReservationStatus> statuses = new HashMap<>();
        for (int step = 0; step < 60; step++) {
            int id = random.nextInt(6);
            Command command = COMMANDS.get(random.nextInt(COMMANDS.size()));
            ReservationStatus next =
                    ReservationRules.apply(command, statuses.get(id), lines(id), levels);
            if (next != null) {
                statuses.put(id, next);
            }
            StockItem tea = levels.of(TEA);
            assertThat(tea.available() + tea.held() + tea.sold()).as("seed %d", seed).isEqualTo(10);
            assertThat(tea.held())
                    .as("seed %d", seed)
                    .isEqualTo(in(statuses, ReservationStatus.HELD));
            assertThat(tea.sold())
                    .as("seed %d", seed)
                    .isEqualTo(in(statuses, ReservationStatus.COMMITTED));
        }
    }

    private static List<Line> lines(int id) {
        return List.of(Line.of("tea", id + 1));
    }

    private static long in(Map<Integer, ReservationStatus> statuses, ReservationStatus status) {
        return IntStream.range(0, 6)
                .filter(id -> statuses.get(id) == status)
                .map(id -> id + 1)
                .sum();
    }

    private static StockItem stock(String pieces) {
        long[] levels = Stream.of(pieces.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        return new StockItem(TEA, levels[0], levels[1], levels[2]);
    }
}
