package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The shop in containers, as everybody starts it. */
@ResourceLock(Lanes.SECOND_SHOP)
class ComposeIT {

    private static final int CUSTOMERS = 8;
    private static final int ORDERS_EACH = 15;
    private static final int ORDERS_BEFORE_THE_KILL = 30;

    private static ComposedShop shop;

    @BeforeAll
    static void start() {
        shop =
                ComposedShop.start(
                        List.of(
                                "gateway",
                                "order-service",
                                "payment-service",
                                "inventory-service",
                                "prometheus"),
                        Map.of("order-service", 2));
    }

    @AfterAll
    static void stop() {
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void losesNothingWhenAnOrderServiceIsKilledWhilePeopleBuy() throws Exception {
        long before = BooksAtRest.seenBy(shop.person("ops")).number("/orders/completed");
        Queue<Told> told = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            shop.customers(CUSTOMERS)
                    .forEach(customer ->
                            threads.execute(() -> {
                                for (int i = 0; i < ORDERS_EACH; i++) {
                                    Purchase purchase = Purchase.of(customer, Story.TEA, 1);
                                    told.add(new Told(purchase, purchase.decided()));
                                }
                            }));
            await().until(() -> told.size() >= ORDERS_BEFORE_THE_KILL);
            shop.kill("order-service-1");
        }
        assertThat(told).hasSize(CUSTOMERS * ORDERS_EACH);
        assertThat(told).allMatch(order -> order.answer().status() == 201);
        told.forEach(order -> order.purchase().assertTold(order.answer()));
        Answer books = BooksAtRest.seenBy(shop.person("ops"));
        assertThat(books.json().at("/balanced").asBoolean()).as(books.toString()).isTrue();
        assertThat(books.number("/orders/completed") - before).isEqualTo(told.size());
    }

    @Test
    void showsNumbersInEveryPanelOfTheDashboards() {
        Dashboards dashboards =
                Dashboards.in(
                        ComposedShop.ROOT.resolve("deploy/grafana/dashboards"),
                        "http://localhost:" + shop.port("PROMETHEUS_PORT"));
        Person customer = shop.person("c190");
        // A rate needs two samples with something between them, and books that could not be read
        // at first are looked at again.
        await().pollInterval(2, TimeUnit.SECONDS)
                .ignoreException(UncheckedIOException.class)
                .untilAsserted(() -> {
                    assertThat(customer.order(Story.TEA, 1).status()).isEqualTo(201);
                    assertThat(dashboards.empty()).isEmpty();
                });
    }

    /** What a customer who did not give up was told in the end. */
    private record Told(Purchase purchase, Answer answer) {}
}
