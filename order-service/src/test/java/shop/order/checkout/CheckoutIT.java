package shop.order.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.order.Caller;
import shop.order.Caller.Got;
import shop.order.OrderServiceTest;
import shop.order.Participants;
import shop.order.StubService.Asked;
import shop.order.StubService.Reply;

@OrderServiceTest
class CheckoutIT {

    private static final String TWO_TEAS = "{\"lines\":[{\"sku\":\"tea\",\"quantity\":2}]}";
    private static final String SHORT =
            ",\"lines\":[{\"sku\":\"tea\",\"requested\":2,\"available\":1}]";

    @Autowired private RestTestClient client;
    @Autowired private JdbcClient jdbc;

    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void agree() {
        Participants.reset();
    }

    private Got place(String body, String prefer) {
        return new Caller(client, "alice").place(key, body, prefer);
    }

    private Got place(String body) {
        return place(body, "wait=3");
    }

    private Got get(String path) {
        return new Caller(client, "alice").get(path);
    }

    private void awaitStatus(String location, String status) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get(location).at("/status")).isEqualTo(status));
    }

    private List<String> calls() {
        return Stream.concat(
                        Participants.INVENTORY.asked().stream(),
                        Participants.PAYMENT.asked().stream())
                .map(asked -> asked.toString().replaceAll("[0-9a-f-]{36}", "id"))
                .filter(call -> !call.contains("products"))
                .toList();
    }

    @Test
    void looksAtNoLineWhereThereAreTooMany() {
        String lines = "{\"quantity\":0},".repeat(50) + "{\"quantity\":0}";
        Got answer = place("{\"lines\":[" + lines + "]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors").size()).isEqualTo(1);
        assertThat(answer.at("/errors/0/pointer")).isEqualTo("/lines");
        assertThat(place(TWO_TEAS).status()).as("is not remembered").isEqualTo(201);
    }

    @Test
    void confirmsAnOrderAndFinishesIt() {
        Got answer = place(TWO_TEAS);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.at("/status")).isEqualTo("CONFIRMED");
        assertThat(answer.at("/total/amount")).isEqualTo("19.90");
        assertThat(answer.at("/customer")).isEqualTo("alice");
        assertThat(answer.at("/version")).isEqualTo("2");
        assertThat(answer.location()).isEqualTo("/api/orders/" + answer.at("/id"));
        awaitStatus(answer.location(), "COMPLETED");
        Got log = get(answer.location() + "/checkout");
        assertThat(log.at("/state")).isEqualTo("COMPLETED");
        assertThat(log.json().at("/steps").valueStream().map(step -> step.get("state").asString()))
                .hasSize(5)
                .containsOnly("DONE");
        assertThat(calls())
                .containsExactlyInAnyOrder(
                        "PUT /internal/reservations/id",
                        "PUT /internal/payments/id",
                        "POST /internal/payments/capture",
                        "POST /internal/reservations/commit");
    }

    @Test
    void tellsWhatIsShort() {
        Participants.INVENTORY.answers(asked ->
                asked.method().equals("PUT")
                        ? Reply.problem(409, "out-of-stock", SHORT)
                        : Participants.inventory(asked));
        Got answer = place(TWO_TEAS);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/type")).isEqualTo("/problems/out-of-stock");
        assertThat(answer.at("/lines/0/available")).isEqualTo("1");
        Got order = get("/api/orders/" + answer.at("/order"));
        assertThat(order.at("/status")).isEqualTo("CANCELLED");
        assertThat(order.at("/reason")).isEqualTo("OUT_OF_STOCK");
        assertThat(calls()).containsExactly("PUT /internal/reservations/id");
    }

    @Test
    void tellsAtOnceThatAProductHasNoStock() {
        Participants.INVENTORY.answers(asked ->
                asked.method().equals("PUT")
                        ? Reply.problem(422, "unknown-product", ",\"skus\":[\"tea\"]")
                        : Participants.inventory(asked));
        Got answer = place(TWO_TEAS);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/type")).isEqualTo("/problems/unknown-product");
        assertThat(answer.at("/skus/0")).isEqualTo("tea");
        assertThat(place(TWO_TEAS).body()).isEqualTo(answer.body());
        assertThat(get("/api/orders/" + answer.at("/order")).at("/status")).isEqualTo("CANCELLED");
    }

    @Test
    void asksAgainWhereAPeerDoesNotKnowTheQuestionYet() {
        AtomicInteger times = new AtomicInteger();
        Participants.PAYMENT.answers(asked ->
                asked.method().equals("PUT") && times.getAndIncrement() == 0
                        ? Reply.problem(404, "not-found", "")
                        : Participants.payment(asked));
        assertThat(place(TWO_TEAS).status()).isEqualTo(201);
        assertThat(times).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"409 payment-mismatch", "400 invalid-request"})
    void tellsAtOnceThatThePaymentIsRefused(String refusal) {
        String[] no = refusal.split(" ");
        Participants.PAYMENT.answers(asked ->
                asked.method().equals("PUT")
                        ? Reply.problem(Integer.parseInt(no[0]), no[1], ",\"detail\":\"inside\"")
                        : Participants.payment(asked));
        Got answer = place(TWO_TEAS);
        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.at("/type")).isEqualTo("/problems/payment-declined");
        assertThat(answer.body()).doesNotContain("inside");
        assertThat(calls()).contains("DELETE /internal/reservations/id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"409 reservation-mismatch", "400 invalid-request"})
    void tellsAtOnceThatTheGoodsAreRefused(String refusal) {
        String[] no = refusal.split(" ");
        Participants.INVENTORY.answers(asked ->
                asked.method().equals("PUT")
                        ? Reply.problem(Integer.parseInt(no[0]), no[1], "")
                        : Participants.inventory(asked));
        Got answer = place(TWO_TEAS);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/type")).isEqualTo("/problems/out-of-stock");
        assertThat(answer.json().at("/lines").size()).isZero();
    }

    @Test
    void showsCustomersNoneOfItsInsides() {
        Participants.PAYMENT.answers(asked ->
                asked.method().equals("PUT")
                        ? new Reply(500, "text/plain", "at shop.payment.Secret")
                        : Participants.payment(asked));
        String location = place(TWO_TEAS, "wait=1").location();
        assertThat(get(location + "/checkout").at("/steps/1/detail")).isIn(TROUBLES);
        jdbc.sql(
                        """
                        UPDATE saga SET steps = replace(steps::text, '"detail":"', '"detail":"x.y.Z: ')::json,
                                        trouble = 'x.y.Z', lease_until = now() + interval '30 s'
                        WHERE id = ?::uuid
                        """)
                .param(location.replaceAll(".*/", ""))
                .update();
        Got shown = get(location + "/checkout");
        assertThat(shown.at("/steps/1/detail")).isEqualTo("failed");
        assertThat(shown.body()).doesNotContain("x.y.Z").doesNotContain("doubts");
    }

    private static final List<String> TROUBLES =
            List.of("timed out", "connection lost", "not reachable", "busy", "failed");

    @Test
    void givesTheStockBackWhenThePaymentIsDeclined() {
        Participants.PAYMENT.answers(
                asked -> Reply.problem(402, "payment-declined", ",\"detail\":\"not enough\""));
        Got answer = place(TWO_TEAS);
        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.at("/detail")).isEqualTo("not enough");
        assertThat(get("/api/orders/" + answer.at("/order")).at("/reason"))
                .isEqualTo("PAYMENT_DECLINED");
        assertThat(calls())
                .containsExactlyInAnyOrder(
                        "PUT /internal/reservations/id",
                        "PUT /internal/payments/id",
                        "DELETE /internal/reservations/id");
        assertThat(get("/api/orders/" + answer.at("/order") + "/checkout").at("/state"))
                .isEqualTo("UNDONE");
    }

    @Test
    void remembersThatAProductIsUnknown() {
        String body = "{\"lines\":[{\"sku\":\"absent-1\",\"quantity\":1}]}";
        Got answer = place(body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/type")).isEqualTo("/problems/unknown-product");
        assertThat(answer.at("/skus/0")).isEqualTo("absent-1");
        Got again = place(body);
        assertThat(again.replayed()).isTrue();
        assertThat(again.body()).isEqualTo(answer.body());
    }

    @Test
    void givesEveryRepeatTheFirstAnswer() {
        Got answer = place(TWO_TEAS);
        awaitStatus(answer.location(), "COMPLETED");
        Got again = place(" {\"lines\": [{\"quantity\":2, \"sku\":\"tea\"}]} ");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.replayed()).isTrue();
        assertThat(again.body()).isEqualTo(answer.body());
        assertThat(again.location()).isEqualTo(answer.location());
    }

    @Test
    void refusesAKeyThatCameWithAnotherBody() {
        place(TWO_TEAS);
        Got other = place("{\"lines\":[{\"sku\":\"tea\",\"quantity\":3}]}");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.at("/type")).isEqualTo("/problems/idempotency-key-reused");
    }

    @Test
    void makesOneOrderOfTwentyRequestsAtOnce() throws Exception {
        List<Callable<Got>> requests = Collections.nCopies(20, () -> place(TWO_TEAS));
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Got> answer : clients.invokeAll(requests)) {
                assertThat(answer.get().status()).isIn(201, 409);
            }
        }
        assertThat(
                        jdbc.sql("SELECT count(*) FROM orders WHERE key = ?")
                                .param(key)
                                .query(Long.class)
                                .single())
                .isOne();
    }

    @Test
    void isUndecidedWhileAnAnswerIsMissingAndTellsTheOutcomeLater() {
        AtomicInteger lost = new AtomicInteger();
        Participants.PAYMENT.answers(asked ->
                asked.method().equals("PUT") && lost.incrementAndGet() <= 4
                        ? Reply.NONE
                        : Participants.payment(asked));
        Got answer = place(TWO_TEAS, "wait=0");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.at("/status")).isEqualTo("PENDING");
        awaitStatus(answer.location(), "COMPLETED");
        Got again = place(TWO_TEAS);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.at("/id")).isEqualTo(answer.at("/id"));
        assertThat(lost.get()).as("asked until it was known").isGreaterThan(4);
    }

    @Test
    void tellsTheGatewaysRepeatOfAnOrderThatSomebodyMayHaveLeft() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Void> enough = new CompletableFuture<>();
        Participants.INVENTORY.answers(request -> {
            if (request.method().equals("PUT")) {
                asked.countDown();
                enough.join();
            }
            return Participants.inventory(request);
        });
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Got> first = clients.submit(() -> place(TWO_TEAS, "wait=10"));
            asked.await();
            assertThat(place(TWO_TEAS).at("/type")).isEqualTo("/problems/request-in-progress");

            Got repeat = new Caller(client, "alice").placeAgain(key, TWO_TEAS);

            assertThat(repeat.status()).isEqualTo(202);
            assertThat(repeat.at("/status")).isEqualTo("PENDING");
            enough.complete(null);
            assertThat(first.get().location()).isEqualTo(repeat.location());
            awaitStatus(repeat.location(), "COMPLETED");
            assertThat(new Caller(client, "alice").placeAgain(key, TWO_TEAS).status())
                    .isEqualTo(201);
        } finally {
            enough.complete(null);
        }
    }

    @Test
    void undoesBothStepsWhenTheDeadlinePassesInDoubt() {
        Participants.PAYMENT.answers(
                asked -> asked.method().equals("PUT") ? Reply.NONE : Participants.payment(asked));
        Got answer = place(TWO_TEAS, "wait=1");
        assertThat(answer.status()).isEqualTo(202);
        awaitStatus(answer.location(), "CANCELLED");
        assertThat(get(answer.location()).at("/reason")).isEqualTo("TIMED_OUT");
        assertThat(calls())
                .contains("POST /internal/payments/id/void", "DELETE /internal/reservations/id");
        assertThat(place(TWO_TEAS).at("/type")).isEqualTo("/problems/timed-out");
    }

    @Test
    void undoesWhatIsRefusedAfterAnAnswerThatWasLost() {
        AtomicInteger lost = new AtomicInteger();
        Participants.INVENTORY.answers(asked -> {
            if (!asked.method().equals("PUT")) {
                return Participants.inventory(asked);
            }
            return lost.incrementAndGet() <= 2
                    ? Reply.NONE
                    : Reply.problem(409, "out-of-stock", ",\"lines\":[]");
        });
        assertThat(place(TWO_TEAS).at("/type")).isEqualTo("/problems/out-of-stock");
        assertThat(calls()).contains("DELETE /internal/reservations/id");
    }

    @Test
    void waitsForAServiceThatCannotBeReachedYet() {
        AtomicInteger errors = new AtomicInteger();
        Participants.INVENTORY.answers(asked ->
                asked.method().equals("PUT") && errors.incrementAndGet() <= 2
                        ? new Reply(503, "text/plain", "")
                        : Participants.inventory(asked));
        assertThat(place(TWO_TEAS).status()).isEqualTo(201);
    }

    @Test
    void stopsWhenSomebodyElseTookOver() {
        AtomicInteger asked = new AtomicInteger();
        Participants.PAYMENT.answers(request -> {
            if (request.method().equals("PUT") && asked.incrementAndGet() == 1) {
                takeOver(request.path().split("/")[3]);
            }
            return Participants.payment(request);
        });
        Got answer = place(TWO_TEAS);
        assertThat(answer.status()).as("it lost the order, and says so").isEqualTo(202);
        awaitStatus(answer.location(), "COMPLETED");
        assertThat(asked.get()).as("the new owner asked again").isGreaterThan(1);
        assertThat(place(TWO_TEAS).status()).isEqualTo(201);
    }

    /** As if another instance had found this saga abandoned, and had then died. */
    private void takeOver(String id) {
        jdbc.sql("UPDATE saga SET epoch = epoch + 1, lease_until = now() WHERE id = ?::uuid")
                .param(id)
                .update();
    }

    @Test
    void finishesWhatTheParticipantsDelay() {
        AtomicInteger failures = new AtomicInteger();
        Participants.PAYMENT.answers(asked ->
                asked.path().endsWith("/capture") && failures.incrementAndGet() <= 3
                        ? new Reply(500, "text/plain", "")
                        : Participants.payment(asked));
        Got answer = place(TWO_TEAS);
        assertThat(answer.status()).isEqualTo(201);
        awaitStatus(answer.location(), "COMPLETED");
    }

    @Test
    void refundsWhatItCannotDeliver() {
        Participants.INVENTORY.answers(asked ->
                asked.path().endsWith("/commit")
                        ? Reply.json(
                                Participants.inventory(asked)
                                        .body()
                                        .replace("COMMITTED", "EXPIRED"))
                        : Participants.inventory(asked));
        Got answer = place(TWO_TEAS);
        assertThat(answer.status()).isEqualTo(201);
        awaitStatus(answer.location(), "CANCELLED");
        assertThat(get(answer.location()).at("/reason")).isEqualTo("OUT_OF_STOCK");
        assertThat(calls()).contains("POST /internal/payments/id/refund");
        assertThat(get(answer.location() + "/checkout").at("/state")).isEqualTo("UNDONE");
        assertThat(
                        jdbc.sql("SELECT abandoned FROM saga WHERE id = ?::uuid")
                                .param(answer.at("/id"))
                                .query(Boolean.class)
                                .single())
                .isTrue();
    }

    @Test
    void takesOrdersWhileTheInventoryIsAway() {
        place(TWO_TEAS);
        Participants.INVENTORY.answers((Asked _) -> new Reply(503, "text/plain", ""));
        String another = UUID.randomUUID().toString();
        Got answer = new Caller(client, "alice").place(another, TWO_TEAS, "wait=0");
        assertThat(answer.status()).isEqualTo(202);
        Participants.reset();
        awaitStatus(answer.location(), "COMPLETED");
    }
}
