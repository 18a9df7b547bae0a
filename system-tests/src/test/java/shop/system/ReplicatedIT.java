package shop.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The shop in containers, with two gateways, two registries and two Redis, of which one each dies.
 */
@ResourceLock(Lanes.SECOND_SHOP)
class ReplicatedIT {

    private static final int CUSTOMERS = 8;
    private static final int ORDERS_EACH = 5;
    private static final List<String> VICTIMS = List.of("redis-1", "registry-1", "gateway-1");

    private static ComposedShop shop;

    @BeforeAll
    static void start() {
        shop =
                ComposedShop.start(
                        "replicated",
                        "BALANCER_PORT",
                        List.of(
                                "balancer",
                                "gateway",
                                "gateway-2-1",
                                "order-service",
                                "payment-service",
                                "inventory-service",
                                "registry-2-1",
                                "sentinel-1-1"));
    }

    @AfterAll
    static void stop() {
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void sellsWhileOneOfEverythingDies() {
        long before = BooksAtRest.seenBy(shop.person("ops")).number("/orders/completed");
        Queue<Answer> told = new ConcurrentLinkedQueue<>();
        for (String victim : VICTIMS) {
            List<Person> customers = shop.customers(CUSTOMERS);
            Phaser firstOrders = new Phaser(CUSTOMERS + 1);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                customers.forEach(customer ->
                        threads.execute(() -> {
                            for (int i = 0; i < ORDERS_EACH; i++) {
                                told.add(Purchase.of(customer, Story.TEA, 1).decided());
                                if (i == 0) {
                                    firstOrders.arrive();
                                }
                            }
                        }));
                firstOrders.arriveAndAwaitAdvance();
                shop.kill(victim);
            }
        }
        assertThat(told).hasSize(VICTIMS.size() * CUSTOMERS * ORDERS_EACH);
        assertThat(told).allMatch(answer -> answer.status() == 201);
        Answer books = BooksAtRest.seenBy(shop.person("ops"));
        assertThat(books.json().at("/balanced").asBoolean()).as(books.toString()).isTrue();
        assertThat(books.number("/orders/completed") - before).isEqualTo(told.size());
    }
}
