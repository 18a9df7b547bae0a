package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
            assertThat(order.status()).as(order.toString()).isEqualTo(201);
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
                purchase.accepted();
                sagas(
                        "UPDATE saga SET deadline = now(), lease_until = now() WHERE name = ? AND"
                                + " ended_at IS NULL",
                        "checkout");
                awaitSaga("the checkout turns back", "checkout", "reason IS NOT NULL");
            } finally {
                RunningShop.resume("payment-service");
            }
            Answer refused = purchase.decided();
            return () -> purchase.assertTold(refused);
        }
    },
    /** Of something that the shop never had. */
    UNKNOWN {
        @Override
        Runnable told() {
            Purchase purchase = Purchase.of(RunningShop.person("c204"), "tea-nowhere", 1);
            Answer unknown = purchase.decided();
            assertThat(unknown.status()).as(unknown.toString()).isEqualTo(422);
            return () ->
                    assertThat(purchase.decided().response().body())
                            .isEqualTo(unknown.response().body());
        }
    },
    /** Left by its first driver, and then in the log as what no version knows, for a while. */
    SET_ASIDE {
        @Override
        Runnable told() {
            Purchase purchase = Purchase.of(RunningShop.person("c205"), TEA, 1);
            RunningShop.pause("payment-service");
            try {
                purchase.accepted();
                sagas(
                        "UPDATE saga SET name = ?, lease_until = now() WHERE ended_at IS NULL",
                        "gone");
                awaitSaga("the saga is set aside", "gone", "attention");
            } finally {
                RunningShop.resume("payment-service");
                sagas(
                        "UPDATE saga SET name = 'checkout', lease_until = now() WHERE name = ?",
                        "gone");
            }
            Answer order = purchase.decided();
            purchase.ended(order);
            return () -> purchase.assertTold(order);
        }
    },
    /** Confirmed, and then its hold expired before it was paid, and all pieces were sold. */
    UNDELIVERABLE {
        @Override
        Runnable told() {
            Purchase purchase = Purchase.of(RunningShop.person("c203"), OOLONG, 1);
            new CrashPoint("payment-service", "payment.before-commit CAPTURE").arm();
            Answer order = purchase.decided();
            assertThat(order.status()).as(order.toString()).isEqualTo(201);
            await("payment-service is away").until(() -> !RunningShop.isRunning("payment-service"));
            inventory("UPDATE reservation SET expires_at = now() WHERE skus = ARRAY[?::text]");
            await("the hold is expired")
                    .until(() ->
                            inventory(
                                            "UPDATE reservation SET id = id WHERE status = 'HELD'"
                                                    + " AND skus = ARRAY[?::text]")
                                    == 0);
            inventory("UPDATE stock_item SET sold = sold + available, available = 0 WHERE sku = ?");
            RunningShop.restart("payment-service");
            purchase.ended(order);
            inventory("UPDATE stock_item SET available = available + sold, sold = 0 WHERE sku = ?");
            return () -> purchase.assertTold(order);
        }
    };

    static final String TEA = "tea-sencha";

    private static int sagas(String update, String name) {
        return RunningShop.sql("orders", update, name);
    }

    private static void awaitSaga(String what, String name, String condition) {
        String update = "UPDATE saga SET id = id WHERE name = ? AND ended_at IS NULL AND ";
        await(what).until(() -> sagas(update + condition, name) > 0);
    }

    private static int inventory(String updateOfOolong) {
        return RunningShop.sql("inventory", updateOfOolong, OOLONG);
    }

    // Nobody else buys it.
    private static final String OOLONG = "tea-milk-oolong";

    /**
     * Lets it happen, whatever dies meanwhile.
     *
     * @return checks that what the customer was told is still true
     */
    abstract Runnable told();
}
