package shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.common.totals.RunningTotals;
import shop.order.Caller.Got;
import shop.testing.GrownTables;

/** The order service as after years: what it is asked costs what it cost on its first day. */
@OrderServiceTest
@TestPropertySource(
        properties = {"shop.volume=a database of its own", "shop.totals.first-check=P1D"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VolumeIT {

    private static final int ORDERS = GrownTables.orders();
    private static final String TWO_TEAS = "{\"lines\":[{\"sku\":\"tea\",\"quantity\":2}]}";

    @LocalManagementPort private int managementPort;
    @Autowired private RestTestClient client;
    @Autowired private DataSource pool;
    @Autowired private RunningTotals totals;

    private GrownTables tables;

    /** Every order is of 2 pieces for 19.90; one in ten is cancelled; a customer has a thousand. */
    @BeforeAll
    void growOld() {
        tables = new GrownTables(pool, "orders", "saga", "idempotency_key");
        tables.fill(
                """
                INSERT INTO orders (id, customer, status, reason, placed_at, lines, quantity,
                                    total_minor, currency, key, version)
                SELECT uuidv7(n * interval '-1 second'), 'c' || n %% %2$s,
                       CASE n %% 10 WHEN 0 THEN 'CANCELLED' ELSE 'COMPLETED' END,
                       CASE n %% 10 WHEN 0 THEN 'TIMED_OUT' END, now() - n * interval '1 second',
                       '[{"sku":"tea","name":"Tea","quantity":2,
                          "price":{"amount":"9.95","currency":"EUR"}}]',
                       2, 1990, 'EUR', 'old-' || n, 3
                FROM generate_series(1, %1$s) AS n
                """
                        .formatted(ORDERS, ORDERS / 1000));
        tables.fill(
                """
                INSERT INTO saga (id, name, phase, steps, data, owner, epoch, lease_until, deadline,
                                  created_at, ended_at)
                SELECT id, 'checkout', 'COMPLETED', '[]', '{}', 'old', 1, placed_at, placed_at,
                       placed_at, placed_at
                FROM orders
                """);
        tables.fill(
                """
                INSERT INTO saga (id, name, phase, steps, data, owner, epoch, lease_until, deadline,
                                  created_at, ended_at, abandoned)
                SELECT uuidv7(n * interval '-1 day'), 'checkout', 'UNDONE', '[]', '{}', 'old', 1,
                       now(), now(), now() - n * interval '1 day', now(), true
                FROM generate_series(1, 500) AS n
                """);
        tables.fill(
                """
                INSERT INTO idempotency_key (caller, key, fingerprint, status, body, created_at)
                SELECT customer, key, sha256(key::bytea), 201, '{}', now() FROM orders
                """);
    }

    @BeforeEach
    void agree() {
        Participants.reset();
    }

    @Test
    void checksOutAndRepeatsAsOnTheFirstDay() {
        Caller caller = new Caller(client, "c1");
        String key = UUID.randomUUID().toString();
        AtomicReference<String> location = new AtomicReference<>();
        tables.assertFewAreRead(
                200,
                () -> {
                    Got placed = caller.place(key, TWO_TEAS, "wait=10");
                    assertThat(placed.status()).isEqualTo(201);
                    location.set(placed.location());
                    assertThat(caller.placeAgain(key, TWO_TEAS).replayed()).isTrue();
                    Awaitility.await()
                            .until(() ->
                                    caller.get(location.get()).at("/status").equals("COMPLETED"));
                    assertThat(caller.get(location.get() + "/checkout").status()).isEqualTo(200);
                });
        assertThat(caller.cancel(location.get(), "c-" + key).status()).isIn(201, 202);
        Awaitility.await()
                .until(() -> caller.get(location.get()).at("/status").equals("CANCELLED"));
    }

    @Test
    void showsPagesFromBothEndsAndPastThem() {
        Caller operator = new Caller(client, "ops");
        tables.assertFewAreRead(
                5000,
                () -> {
                    Got first = operator.get("/api/orders?size=10");
                    assertThat(first.json().at("/content").size()).isEqualTo(10);
                    long total = Long.parseLong(first.at("/page/totalElements"));
                    assertThat(total).isGreaterThanOrEqualTo(ORDERS);
                    long lastPage = (total - 1) / 10;
                    Got last = operator.get("/api/orders?size=10&page=" + lastPage);
                    assertThat(last.json().at("/content").size())
                            .isEqualTo((int) (total - lastPage * 10));
                    Got beyond = operator.get("/api/orders?size=100&page=" + Integer.MAX_VALUE);
                    assertThat(beyond.json().at("/content").size()).isZero();
                    assertThat(beyond.at("/page/totalElements")).isEqualTo("" + total);
                    Got own = new Caller(client, "c2").get("/api/orders?page=49");
                    assertThat(own.at("/page/totalElements")).isEqualTo("1000");
                    assertThat(own.json().at("/content").size()).isEqualTo(20);
                });
    }

    @Test
    void showsOperatorsItsSagas() {
        String management = "http://localhost:" + managementPort;
        RestTestClient port = RestTestClient.bindToServer().baseUrl(management).build();
        Caller operator = new Caller(port, "ops");
        tables.assertFewAreRead(
                10_000,
                () -> {
                    for (String state : List.of("RUNNING", "NEEDS_ATTENTION", "UNDONE")) {
                        assertThat(operator.get("/internal/sagas?state=" + state).status())
                                .isEqualTo(200);
                    }
                    for (String state : List.of("COMPLETED", "ABANDONED")) {
                        String list = "/internal/sagas?size=100&state=" + state;
                        assertThat(operator.get(list).json().at("/content").size()).isEqualTo(100);
                        Got beyond = operator.get(list + "&page=9999999");
                        assertThat(beyond.json().at("/content").size()).isZero();
                    }
                });
    }

    @Test
    void readsExactBooks() {
        Participants.INVENTORY.answers(Books::stock);
        Participants.PAYMENT.answers(Books::money);
        totals.fold();
        tables.assertFewAreRead(
                200,
                () -> {
                    Got books = new Caller(client, "ops").get("/api/books");
                    assertThat(books.status()).isEqualTo(200);
                    assertThat(books.at("/orders/completed")).isEqualTo("" + ORDERS * 9L / 10);
                    assertThat(Long.parseLong(books.at("/orders/cancelled")))
                            .isBetween(ORDERS / 10L, ORDERS / 10L + 1);
                });
        totals.check();
        assertThat(totals.areExact()).isTrue();
    }

    /** What the others' books say at first. */
    private static final class Books {

        private static final String NOTHING = "{\"amount\":\"0.00\",\"currency\":\"EUR\"}";

        static StubService.Reply stock(StubService.Asked asked) {
            return StubService.Reply.json(
                    """
                    {"delivered":0,"available":0,"held":0,"sold":0,"balanced":true}\
                    """);
        }

        static StubService.Reply money(StubService.Asked asked) {
            return StubService.Reply.json(
                    """
                    {"deposited":%1$s,"balance":%1$s,"held":%1$s,"captured":%1$s,"refunded":%1$s,
                     "balanced":true}\
                    """
                            .formatted(NOTHING));
        }
    }
}
