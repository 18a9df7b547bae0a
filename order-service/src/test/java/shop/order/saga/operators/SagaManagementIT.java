package shop.order.saga.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.money.Money;
import shop.order.Caller;
import shop.order.OrderServiceTest;
import shop.order.Participants;
import shop.order.StubService.Reply;
import shop.order.orders.OrderId;
import shop.order.orders.OrderLine;
import shop.order.orders.Orders;
import shop.order.orders.PlacedOrder;
import shop.order.saga.SagaLog;
import shop.order.saga.SagaRun;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState;

@OrderServiceTest
class SagaManagementIT {

    private static final Pattern METRIC = Pattern.compile("shop_saga_[a-z_]+");

    @LocalManagementPort private int managementPort;
    @Autowired private RestTestClient client;
    @Autowired private SagaLog log;
    @Autowired private SagaMetrics metrics;
    @Autowired private SagaDefinition<PlacedOrder> checkout;
    @Autowired private Orders orders;
    @Autowired private TransactionTemplate transaction;
    @Autowired private JdbcClient jdbc;

    @BeforeEach
    void agree() {
        Participants.reset();
    }

    @AfterEach
    void forget() {
        jdbc.sql("DELETE FROM saga").update();
    }

    private Caller manager(String name) {
        return new Caller(
                RestTestClient.bindToServer().baseUrl("http://localhost:" + managementPort).build(),
                name);
    }

    /** A checkout whose order somebody has tampered with: its pivot and its end must fail. */
    private UUID poisoned() {
        Money price = new Money(100, Currency.getInstance("EUR"));
        PlacedOrder order =
                new PlacedOrder(
                        OrderId.next(),
                        "alice",
                        List.of(new OrderLine("tea", "Tea", 1, price)),
                        price,
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        UUID.randomUUID().toString(),
                        null);
        SagaRun<PlacedOrder> run =
                transaction.execute(_ -> {
                    orders.add(order);
                    return log.begin(checkout, order.id().value(), order, Duration.ofSeconds(30));
                });
        UUID id = Objects.requireNonNull(run).id();
        jdbc.sql("UPDATE orders SET status = 'COMPLETED' WHERE id = ?").param(id).update();
        jdbc.sql("UPDATE saga SET lease_until = now() WHERE id = ?").param(id).update();
        return id;
    }

    @Test
    void showsASagaThatCannotGoOnAndRetriesItWhenToldTo() {
        UUID id = poisoned();
        Caller ops = manager("ops");
        await().untilAsserted(() -> {
            Caller.Got found = ops.get("/internal/sagas?state=NEEDS_ATTENTION");
            assertThat(found.status()).isEqualTo(200);
            assertThat(found.at("/content/0/id")).isEqualTo(id.toString());
            assertThat(found.at("/content/0/state")).isEqualTo("NEEDS_ATTENTION");
            assertThat(found.at("/content/0/trouble")).contains("no longer pending");
            assertThat(found.at("/content/0/steps/0/name")).isEqualTo("reserve stock");
            assertThat(found.json().at("/page/totalElements").asInt()).isEqualTo(1);
        });
        metrics.measure();
        assertThat(metric("shop_saga_attention")).isEqualTo(1);
        assertThat(metric("shop_saga_inflight")).isEqualTo(1);
        assertThat(metric("shop_saga_oldest_age_seconds")).isPositive();

        jdbc.sql("UPDATE orders SET status = 'PENDING' WHERE id = ?").param(id).update();
        assertThat(retry(ops, id.toString()).status()).isEqualTo(202);
        await().untilAsserted(() ->
                assertThat(log.find(id).orElseThrow().state().phase())
                        .isEqualTo(SagaState.Phase.COMPLETED));
        assertThat(ops.get("/internal/sagas").json().at("/content").size()).isZero();
        assertThat(ops.get("/internal/sagas?state=COMPLETED").at("/content/0/id"))
                .isEqualTo(id.toString());
        assertThat(retry(ops, id.toString()).status()).isEqualTo(409);
        metrics.measure();
        assertThat(metric("shop_saga_attention")).isZero();
    }

    @Test
    void refusesWhatMakesNoSense() {
        Caller ops = manager("ops");
        for (String query : List.of("state=HAPPY", "size=0", "size=101", "page=-1", "page=x")) {
            Caller.Got refused = ops.get("/internal/sagas?" + query);
            assertThat(refused.status()).as(query).isEqualTo(400);
            assertThat(refused.at("/type")).isEqualTo("/problems/invalid-request");
        }
        assertThat(retry(ops, UUID.randomUUID().toString()).status()).isEqualTo(404);
        assertThat(retry(ops, "x").status()).isEqualTo(404);
    }

    @Test
    void isForOperatorsAndNotOnThePublicPort() {
        assertThat(manager("alice").get("/internal/sagas").status()).isEqualTo(403);
        assertThat(retry(manager("alice"), UUID.randomUUID().toString()).status()).isEqualTo(403);
        assertThat(new Caller(client, "ops").get("/internal/sagas").status()).isEqualTo(404);
    }

    @Test
    void tellsEverythingThatTheAlertsAskFor() throws IOException {
        Participants.INVENTORY.answers(asked ->
                asked.method().equals("PUT")
                        ? Reply.problem(409, "out-of-stock", ",\"lines\":[]")
                        : Participants.inventory(asked));
        new Caller(client, "alice")
                .place(
                        UUID.randomUUID().toString(),
                        "{\"lines\":[{\"sku\":\"tea\",\"quantity\":1}]}",
                        "wait=5");
        String rules = Files.readString(Path.of("..", "deploy", "prometheus", "sagas.yml"));
        List<String> names =
                METRIC.matcher(rules).results().map(found -> found.group()).distinct().toList();
        assertThat(names).hasSizeGreaterThanOrEqualTo(6);
        String scrape = manager("ops").get("/actuator/prometheus").body();
        assertThat(names).allSatisfy(name -> assertThat(scrape).contains("\n" + name));
    }

    private double metric(String name) {
        return manager("ops")
                .get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static Caller.Got retry(Caller ops, String id) {
        return ops.post("/internal/sagas/" + id + "/retry");
    }
}
