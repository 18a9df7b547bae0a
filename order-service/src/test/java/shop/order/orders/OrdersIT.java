package shop.order.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.order.orders.OrderStatus.CANCELLED;
import static shop.order.orders.OrderStatus.CANCELLING;
import static shop.order.orders.OrderStatus.COMPLETED;
import static shop.order.orders.OrderStatus.CONFIRMED;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.common.money.Money;
import shop.order.Caller;
import shop.order.Caller.Got;
import shop.order.OrderServiceTest;
import shop.order.Participants;

@OrderServiceTest
class OrdersIT {

    @Autowired private Orders orders;
    @Autowired private RestTestClient client;

    private PlacedOrder placed(String customer) {
        Money price = new Money(995, Currency.getInstance("EUR"));
        List<OrderLine> lines = List.of(new OrderLine("tea", "Tea", 2, price));
        PlacedOrder order =
                new PlacedOrder(
                        OrderId.next(),
                        customer,
                        lines,
                        PlacedOrder.total(lines),
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        UUID.randomUUID().toString(),
                        null);
        orders.add(order);
        return order;
    }

    private Order find(OrderId id) {
        return orders.find(id, new shop.common.security.Caller("ops", true)).orElseThrow();
    }

    @Test
    void comeBackAsTheyWerePlaced() {
        PlacedOrder placed = placed("alice");
        assertThat(find(placed.id())).isEqualTo(Order.pending(placed));
    }

    @Test
    void moveAlongTheirArrowsOnly() {
        OrderId id = placed("alice").id();
        assertThat(orders.move(id, COMPLETED, null)).isFalse();
        assertThat(orders.move(id, CANCELLING, CancelReason.CUSTOMER)).isFalse();
        assertThat(orders.move(id, CONFIRMED, null)).isTrue();
        assertThat(orders.move(id, CONFIRMED, null)).isFalse();
        assertThat(orders.move(id, CANCELLED, CancelReason.TIMED_OUT)).isFalse();
        assertThat(orders.move(id, CANCELLING, CancelReason.CUSTOMER)).isTrue();
        assertThat(orders.move(id, COMPLETED, null)).isFalse();
        assertThat(orders.move(id, CANCELLED, null)).isTrue();
        Order order = find(id);
        assertThat(order.reason()).isEqualTo(CancelReason.CUSTOMER);
        assertThat(order.version()).isEqualTo(4);
    }

    @Test
    void areListedForTheirOwnerNewestFirst() {
        String customer = "lister-" + UUID.randomUUID();
        OrderId first = placed(customer).id();
        OrderId second = placed(customer).id();
        placed("somebody-else");
        Got page = new Caller(client, customer).get("/api/orders?size=1");
        assertThat(page.at("/content/0/id")).isEqualTo(second.toString());
        assertThat(page.at("/page/totalElements")).isEqualTo("2");
        assertThat(page.at("/page/totalPages")).isEqualTo("2");
        Got next = new Caller(client, customer).get("/api/orders?size=1&page=1");
        assertThat(next.at("/content/0/id")).isEqualTo(first.toString());
        Got everyones = new Caller(client, "ops").get("/api/orders?size=100");
        assertThat(everyones.json().at("/content").size()).isGreaterThan(2);
    }

    @Test
    void lookTheSameWhenAbsentAndWhenSomebodyElses() {
        PlacedOrder alices = placed("alice");
        Got others = new Caller(client, "bob").get("/api/orders/" + alices.id());
        Got absent = new Caller(client, "bob").get("/api/orders/" + UUID.randomUUID());
        assertThat(others.status()).isEqualTo(404);
        assertThat(others.at("/type")).isEqualTo("/problems/not-found");
        assertThat(others.at("/detail")).isEqualTo(absent.at("/detail"));
        assertThat(
                        new Caller(client, "bob")
                                .get("/api/orders/" + alices.id() + "/checkout")
                                .status())
                .isEqualTo(404);
        assertThat(new Caller(client, "ops").get("/api/orders/" + alices.id()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/lines",
                "{\"lines\":[]}|/lines",
                "{\"lines\":[null]}|/lines/0",
                "{\"lines\":[{\"quantity\":1}]}|/lines/0/sku",
                "{\"lines\":[{\"sku\":\"tea\",\"quantity\":0}]}|/lines/0/quantity",
                "{\"lines\":[{\"sku\":\"tea\",\"quantity\":1001}]}|/lines/0/quantity",
                "{\"lines\":[{\"sku\":\"tea\",\"quantity\":1.5}]}|/lines/0/quantity",
                "{\"lines\":[{\"sku\":\"tea\",\"quantity\":\"2\"}]}|/lines/0/quantity",
                "{\"lines\":[{\"sku\":\"tea\",\"quantity\":1},{\"sku\":\"tea\",\"quantity\":1}]}"
                        + "|/lines/1/sku",
                "{\"lines\":7}|/lines",
            })
    void refuseWhatIsNotAnOrder(String body, String pointer) {
        Participants.reset();
        Got answer =
                new Caller(client, "alice").place(UUID.randomUUID().toString(), body, "wait=0");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/type")).isEqualTo("/problems/invalid-request");
        assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource({"page=-1,/page", "size=0,/size", "size=101,/size", "size=many,/size"})
    void refuseWhatIsNotAPage(String query, String pointer) {
        Got answer = new Caller(client, "alice").get("/api/orders?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
    }

    @Test
    void areNobodysWithoutAToken() {
        client.get()
                .uri("/api/orders")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .exists("WWW-Authenticate");
        assertThat(new Caller(client, "alice").get("/api/books").status()).isEqualTo(403);
    }
}
