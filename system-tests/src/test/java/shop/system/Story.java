package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** What can become of an order; together they come by every crash point. */
enum Story {
    /** Bought, paid and handed over. */
    BOUGHT {
        @Override
        Runnable told() {
            Purchase purchase = Purchase.of(RunningShop.person("c200"), TEA, 1);
            Answer order = purchase.decided();
            purchase.ended(order);
            return () -> purchase.assertTold(order);
        }
    },
    /** Bought and cancelled. */
    CANCELLED {
        @Override
        Runnable told() {
            Purchase purchase = Purchase.of(RunningShop.person("c201"), TEA, 1);
            Answer order = purchase.decided();
            purchase.ended(order);
            Purchase cancellation = Purchase.of(purchase.customer(), TEA, 1);
            Answer cancelled = cancellation.cancelled(order);
            return () -> {
                purchase.assertTold(order);
                assertThat(cancelled.at("/status")).isEqualTo("CANCELLED");
                assertThat(cancellation.cancelled(order).response().body())
                        .isEqualTo(cancelled.response().body());
            };
        }
    },
    /** Reserved, and then too dear. */
    DECLINED {
        @Override
        Runnable told() {
            Purchase purchase = Purchase.of(RunningShop.person("alice"), TEA, 1000);
            Answer declined = purchase.decided();
            assertThat(declined.status()).as(declined.toString()).isIn(402, 409);
            return () -> purchase.assertTold(declined);
        }
    },
    /** Not decided in time, because nobody knows about the payment. */
    TIMED_OUT {
        @Override
        Runnable told() {
            Purchase purchase = Purchase.of(RunningShop.person("c202"), TEA, 1);
            RunningShop.pause("payment-service");
            try {
                purchase.sentOnce();
                await("the checkout turns back")
                        .atMost(Duration.ofSeconds(40))
                        .ignoreExceptions()
                        .until(() -> RunningShop.sagasTurnedBack() > 0);
            } finally {
                RunningShop.resume("payment-service");
            }
            Answer refused = purchase.decided();
            return () -> purchase.assertTold(refused);
        }
    };

    static final String TEA = "tea-sencha";

    /**
     * Lets it happen, whatever dies meanwhile.
     *
     * @return checks that what the customer was told is still true
     */
    abstract Runnable told();
}
