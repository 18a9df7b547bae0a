package shop.common.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The locks that the tests use to show that locks are only speed must really be no locks. */
class PorousLocksTests {

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void letsTwoInAtOnce(int holders) throws Exception {
        Locks locks = new PorousLocks(holders);
        CountDownLatch bothIn = new CountDownLatch(2);
        Runnable hold =
                () -> {
                    boolean met = locks.holding("stock", List.of("a"), () -> meet(bothIn));
                    assertThat(met).isTrue();
                };
        CompletableFuture<Void> other = CompletableFuture.runAsync(hold);
        hold.run();
        other.get();
    }

    @Test
    void letsTheNextInAfterwards() throws Exception {
        Locks locks = new PorousLocks(1);
        CountDownLatch entered = new CountDownLatch(1);
        CompletableFuture<Void> other =
                locks.holding(
                        "stock",
                        List.of("b", "a"),
                        () -> {
                            var waiting =
                                    CompletableFuture.runAsync(() ->
                                            locks.holding(
                                                    "stock",
                                                    List.of("a", "b"),
                                                    () -> {
                                                        entered.countDown();
                                                        return true;
                                                    }));
                            assertThat(entered.getCount()).isEqualTo(1);
                            return waiting;
                        });
        other.get(10, TimeUnit.SECONDS);
        assertThat(entered.getCount()).isZero();
    }

    private static boolean meet(CountDownLatch bothIn) {
        bothIn.countDown();
        try {
            return bothIn.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
