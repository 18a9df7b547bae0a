package shop.order.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import org.junit.jupiter.api.Test;
import shop.common.money.Money;
import shop.order.inventory.StockBooks;
import shop.order.payment.MoneyBooks;

class BooksTests {

    private static final StockBooks STOCK = new StockBooks(100, 97, 0, 3, true);
    private static final MoneyBooks MONEY =
            new MoneyBooks(eur(10_000), eur(7_000), eur(0), eur(4_000), eur(1_000), true);
    private static final OrderBooks ORDERS = new OrderBooks(0, 0, 2, 0, 1, 0, 0, 3_000, 3);

    private static Money eur(long cents) {
        return new Money(cents, Currency.getInstance("EUR"));
    }

    private static boolean balanced(StockBooks stock, MoneyBooks money, OrderBooks orders) {
        return Books.of(stock, money, orders, orders).balanced();
    }

    @Test
    void balanceWhenAllAgree() {
        assertThat(balanced(STOCK, MONEY, ORDERS)).isTrue();
    }

    @Test
    void doNotBalanceWhenOnePartDoesNot() {
        assertThat(balanced(new StockBooks(100, 96, 0, 3, false), MONEY, ORDERS)).isFalse();
        MoneyBooks unbalanced =
                new MoneyBooks(eur(9_999), eur(7_000), eur(0), eur(4_000), eur(1_000), false);
        assertThat(balanced(STOCK, unbalanced, ORDERS)).isFalse();
    }

    @Test
    void doNotBalanceAtRestWhenSomethingIsHeld() {
        assertThat(balanced(new StockBooks(100, 96, 1, 3, true), MONEY, ORDERS)).isFalse();
        MoneyBooks held =
                new MoneyBooks(eur(10_000), eur(6_999), eur(1), eur(4_000), eur(1_000), true);
        assertThat(balanced(STOCK, held, ORDERS)).isFalse();
    }

    @Test
    void doNotBalanceAtRestWhenTheyDisagree() {
        assertThat(balanced(STOCK, MONEY, new OrderBooks(0, 0, 2, 0, 1, 0, 0, 3_000, 4))).isFalse();
        assertThat(balanced(STOCK, MONEY, new OrderBooks(0, 0, 2, 0, 1, 0, 0, 2_999, 3))).isFalse();
    }

    @Test
    void areNotComparedWhileAnythingMoves() {
        OrderBooks pending = new OrderBooks(1, 0, 1, 0, 1, 1, 0, 1_000, 1);
        assertThat(balanced(STOCK, MONEY, pending)).isTrue();
        assertThat(Books.of(STOCK, MONEY, pending, ORDERS).balanced()).isTrue();
    }
}
