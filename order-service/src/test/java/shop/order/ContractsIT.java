package shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.common.money.Money;
import shop.common.remote.RemoteOutcome;
import shop.order.StubService.Asked;
import shop.order.StubService.Reply;
import shop.order.inventory.Catalogue;
import shop.order.inventory.Inventory;
import shop.order.inventory.InventoryBooks;
import shop.order.inventory.StockBooks;
import shop.order.orders.OrderId;
import shop.order.orders.OrderLine;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal;
import shop.order.payment.MoneyBooks;
import shop.order.payment.PaymentBooks;
import shop.order.payment.Payments;
import shop.order.saga.definition.StepOutcome;
import shop.order.saga.definition.StepOutcome.Done;
import shop.order.saga.definition.StepOutcome.Refused;
import shop.order.saga.definition.StepOutcome.Unknown;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The order service's side of the contracts: it sends the requests that the providers' examples
 * show, and understands their answers. The providers test the other side with the same files.
 */
@OrderServiceTest
class ContractsIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired private Inventory inventory;
    @Autowired private Payments payments;
    @Autowired private InventoryBooks inventoryBooks;
    @Autowired private PaymentBooks paymentBooks;
    @Autowired private Catalogue catalogue;

    private JsonNode contract = JSON.createObjectNode();

    @BeforeEach
    void agree() {
        Participants.reset();
    }

    private void given(String provider, StubService stub, String file) {
        Path path = Path.of("..", provider, "contracts", file + ".json");
        try {
            contract = JSON.readTree(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode response = contract.get("response");
        int status = response.get("status").asInt();
        String type = status < 300 ? "application/json" : "application/problem+json";
        stub.forget();
        stub.answers(_ -> new Reply(status, type, response.get("body").toString()));
    }

    private void inventory(String file) {
        given("inventory-service", Participants.INVENTORY, file);
    }

    private void payment(String file) {
        given("payment-service", Participants.PAYMENT, file);
    }

    private void assertAskedAsWritten(StubService stub) {
        Asked asked = stub.asked().getFirst();
        JsonNode request = contract.get("request");
        assertThat(asked.method()).isEqualTo(request.get("method").asString());
        String query = asked.query().equals("null") ? "" : "?" + asked.query();
        assertThat(asked.path() + query).isEqualTo(request.get("path").asString());
        if (request.has("body")) {
            assertThat(JSON.readTree(asked.body())).isEqualTo(request.get("body"));
        }
    }

    /** The order that leads to the contract's request. */
    private PlacedOrder order() {
        JsonNode request = contract.get("request");
        UUID id = UUID.fromString(request.get("path").asString().split("/")[3]);
        JsonNode body = request.path("body");
        Money price = Money.of(body.at("/amount/amount").asString("1.00"), "EUR");
        List<OrderLine> lines = new ArrayList<>();
        for (JsonNode line : body.path("lines")) {
            lines.add(
                    new OrderLine(
                            line.get("sku").asString(), "", line.get("quantity").asInt(), price));
        }
        String customer = body.path("customer").asString("alice");
        return new PlacedOrder(new OrderId(id), customer, lines, price, Instant.now(), "key", null);
    }

    /** The orders that lead to the contract's bulk request. */
    private List<PlacedOrder> orders() {
        Money price = new Money(1, Currency.getInstance("EUR"));
        return contract.at("/request/body/ids")
                .valueStream()
                .map(id -> new OrderId(UUID.fromString(id.asString())))
                .map(id -> new PlacedOrder(id, "alice", List.of(), price, Instant.now(), "k", null))
                .toList();
    }

    @Test
    void reserves() {
        inventory("reserve");
        assertThat(inventory.reserve(order())).isEqualTo(new Done());
        assertAskedAsWritten(Participants.INVENTORY);
    }

    @Test
    void understandsThatSomethingIsShort() {
        inventory("reserve-out-of-stock");
        StepOutcome outcome = inventory.reserve(order());
        assertThat(outcome)
                .isEqualTo(
                        new Refused(
                                new Refusal.OutOfStock(
                                        List.of(
                                                new Refusal.ShortLine(
                                                        "rare-gyokuro-first-flush", 11, 10)))));
    }

    @Test
    void understandsThatAReservationWasGivenUp() {
        inventory("reserve-released");
        assertThat(inventory.reserve(order())).isInstanceOf(Refused.class);
    }

    @Test
    void takesEveryOtherRefusalForFinal() {
        inventory("reserve-mismatch");
        assertThat(inventory.reserve(order())).isEqualTo(new Refused(new Refusal.NotDeliverable()));
        payment("authorise-mismatch");
        assertThat(payments.authorise(order()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> assertThat(no.why()).isInstanceOf(Refusal.PaymentDeclined.class));
    }

    @Test
    void understandsThatAProductHasNoStock() {
        inventory("reserve-unknown-product");
        assertThat(inventory.reserve(order()))
                .isEqualTo(new Refused(new Refusal.UnknownProducts(List.of("tea-nowhere"))));
    }

    @Test
    void commitsManyAtOnce() {
        inventory("commit");
        assertThat(inventory.commit(orders()))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(new Done()),
                        unknown -> assertThat(unknown).isInstanceOf(Unknown.class),
                        released -> assertThat(released).isInstanceOf(Unknown.class),
                        expired ->
                                assertThat(expired)
                                        .isEqualTo(new Refused(new Refusal.OutOfStock(List.of()))));
        assertAskedAsWritten(Participants.INVENTORY);
    }

    @Test
    void releasesAndTakesBack() {
        inventory("release");
        assertThat(inventory.release(order())).isEqualTo(new Done());
        assertAskedAsWritten(Participants.INVENTORY);
        inventory("return");
        assertThat(inventory.takeBack(order())).isEqualTo(new Done());
        assertAskedAsWritten(Participants.INVENTORY);
    }

    @Test
    void quotesProducts() {
        inventory("products");
        RemoteOutcome<?> quotes = catalogue.quote(skus());
        assertAskedAsWritten(Participants.INVENTORY);
        JsonNode product = contract.at("/response/body/products/0");
        Money price = Money.of(product.at("/price/amount").asString(), "EUR");
        Catalogue.Quote quote =
                new Catalogue.Quote(
                        product.get("sku").asString(), product.get("name").asString(), price);
        assertThat(quotes).isEqualTo(new RemoteOutcome.Answered<>(Map.of(quote.sku(), quote)));
    }

    private Collection<String> skus() {
        String path = contract.at("/request/path").asString();
        return List.of(path.substring(path.indexOf("?sku=") + 5).split("&sku="));
    }

    @Test
    void readsTheBooks() {
        inventory("books");
        StockBooks stock = JSON.treeToValue(contract.at("/response/body"), StockBooks.class);
        assertThat(inventoryBooks.now()).isEqualTo(new RemoteOutcome.Answered<>(stock));
        payment("books");
        MoneyBooks money = JSON.treeToValue(contract.at("/response/body"), MoneyBooks.class);
        assertThat(paymentBooks.now()).isEqualTo(new RemoteOutcome.Answered<>(money));
    }

    @Test
    void authorises() {
        payment("authorise");
        assertThat(payments.authorise(order())).isEqualTo(new Done());
        assertAskedAsWritten(Participants.PAYMENT);
    }

    @Test
    void understandsADecline() {
        payment("authorise-declined");
        assertThat(payments.authorise(order()))
                .isEqualTo(
                        new Refused(
                                new Refusal.PaymentDeclined(
                                        contract.at("/response/body/detail").asString())));
        payment("authorise-voided");
        assertThat(payments.authorise(order())).isInstanceOf(Refused.class);
    }

    @Test
    void capturesManyAtOnce() {
        payment("capture-bulk");
        List<StepOutcome> outcomes = payments.capture(orders());
        assertAskedAsWritten(Participants.PAYMENT);
        List<JsonNode> results = contract.at("/response/body/results").valueStream().toList();
        assertThat(outcomes).hasSameSizeAs(results);
        for (int i = 0; i < results.size(); i++) {
            boolean captured = results.get(i).get("status").asString().equals("CAPTURED");
            assertThat(outcomes.get(i)).isInstanceOf(captured ? Done.class : Unknown.class);
        }
    }

    @Test
    void voidsAndRefunds() {
        payment("void");
        assertThat(payments.voidAuthorisation(order())).isEqualTo(new Done());
        assertAskedAsWritten(Participants.PAYMENT);
        payment("refund");
        assertThat(payments.refund(order())).isEqualTo(new Done());
        assertAskedAsWritten(Participants.PAYMENT);
    }
}
