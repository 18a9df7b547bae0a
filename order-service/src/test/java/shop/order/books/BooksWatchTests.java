package shop.order.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Currency;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.CannotCreateTransactionException;
import shop.common.money.Money;
import shop.common.problem.Problems;
import shop.order.inventory.StockBooks;
import shop.order.payment.MoneyBooks;

class BooksWatchTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Supplier<Books> books = () -> books(true);
    private final BooksWatch watch = new BooksWatch(() -> books.get(), meters);

    private static Books books(boolean balanced) {
        Money nothing = new Money(0, Currency.getInstance("EUR"));
        return new Books(
                new StockBooks(0, 0, 0, 0, balanced),
                new MoneyBooks(nothing, nothing, nothing, nothing, nothing, true),
                new OrderBooks(0, 0, 0, 0, 0, 0, 0, 0, 0),
                balanced);
    }

    private double told() {
        return meters.get("shop.books.balanced").gauge().value();
    }

    @Test
    void tellsNothingBeforeItLooked() {
        assertThat(told()).isNaN();
    }

    @Test
    void tellsWhetherTheyBalance() {
        watch.look();
        assertThat(told()).isEqualTo(1);
        books = () -> books(false);
        watch.look();
        assertThat(told()).isZero();
    }

    private static Stream<RuntimeException> failures() {
        return Stream.of(
                Problems.unavailable("The inventory"),
                new CannotCreateTransactionException("no connection"),
                new IllegalStateException("odd"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsNothingOfBooksThatCannotBeRead(RuntimeException failure) {
        watch.look();
        books =
                () -> {
                    throw failure;
                };
        watch.look();
        assertThat(told()).isNaN();
    }

    @Test
    void looksAgainSoonOnlyIfTheyCouldNotBeRead() {
        books =
                () -> {
                    throw Problems.unavailable("The inventory");
                };
        watch.lookIfDue();
        books = () -> books(true);
        watch.lookIfDue();
        assertThat(told()).isEqualTo(1);
        books = () -> books(false);
        watch.lookIfDue();
        assertThat(told()).isEqualTo(1);
    }
}
