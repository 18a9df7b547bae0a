package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static shop.system.Person.lines;
import static shop.system.Person.send;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks the contract, row by row, through the gateway. */
@ResourceLock(Lanes.RUNNING_SHOP)
class JourneyIT {

    private static final String SENCHA = "tea-sencha";
    private static final Person ALICE = RunningShop.person("alice");
    private static final Person BOB = RunningShop.person("bob");
    private static final Person OPS = RunningShop.person("ops");

    private final String key = UUID.randomUUID().toString();

    private static Answer anonymous(String path) {
        return send(ALICE.anonymous(path));
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.at("/type")).isEqualTo("/problems/" + slug);
        assertThat(answer.at("/title")).isNotEmpty();
        assertThat(answer.number("/status")).isEqualTo(status);
        assertThat(answer.at("/detail")).isNotEmpty();
        assertThat(answer.at("/instance")).startsWith("/");
        assertThat(answer.at("/traceId")).hasSize(32);
        assertThat(anonymous(answer.at("/type")).status()).as("its page").isEqualTo(200);
    }

    private static Answer completed(Answer placed) {
        assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
        return await().until(
                        () -> ALICE.get(placed.header("Location")),
                        order -> order.at("/status").equals("COMPLETED"));
    }

    private static void topUp(Person customer, String amount) {
        Answer answer =
                OPS.post(
                        "/api/accounts/" + customer.name() + "/top-ups",
                        UUID.randomUUID().toString(),
                        "{\"amount\":{\"amount\":\"%s\",\"currency\":\"EUR\"}}".formatted(amount));
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 201);
    }

    @Test
    void anyoneSeesTheProducts() {
        Answer page = anonymous("/api/products?page=0&size=20&q=tea");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.json().at("/content").size()).isEqualTo(20);
        assertThat(page.number("/page/number")).isZero();
        assertThat(page.number("/page/totalElements")).isGreaterThan(20);
        assertThat(anonymous("/api/products").number("/page/totalElements")).isEqualTo(500);
        Answer sencha = anonymous("/api/products/" + SENCHA);
        assertThat(sencha.at("/name")).isEqualTo("Sencha");
        assertThat(sencha.at("/price/currency")).isEqualTo("EUR");
        assertThat(sencha.number("/available")).isPositive();
        assertProblem(anonymous("/api/products/tea-nowhere"), 404, "not-found");
        assertProblem(anonymous("/api/products?size=101"), 400, "invalid-request");
    }

    @Test
    void anOrderIsConfirmedThenCompleted() {
        Answer placed = ALICE.decided("/api/orders", key, lines(SENCHA, 2));
        assertThat(placed.at("/status")).isEqualTo("CONFIRMED");
        assertThat(placed.at("/customer")).isEqualTo("alice");
        assertThat(placed.header("Location")).isEqualTo("/api/orders/" + placed.at("/id"));
        assertThat(placed.at("/id").charAt(14)).as("a UUID of version 7").isEqualTo('7');
        assertThat(placed.at("/lines/0/name")).isEqualTo("Sencha");
        Answer order = completed(placed);
        assertThat(order.number("/version")).isEqualTo(3);
        Answer log = ALICE.get(placed.header("Location") + "/checkout");
        assertThat(log.at("/saga")).isEqualTo("checkout");
        assertThat(log.at("/state")).isEqualTo("COMPLETED");
        assertThat(log.json().at("/steps").size()).isEqualTo(5);
        assertThat(log.json().at("/steps").valueStream())
                .allMatch(step -> step.get("state").asString().equals("DONE"));
    }

    @Test
    void aRepeatGetsTheFirstAnswer() {
        Answer first = ALICE.decided("/api/orders", key, lines(SENCHA, 1));
        Answer again = ALICE.post("/api/orders", "\"" + key + "\"", lines(SENCHA, 1));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertProblem(
                ALICE.post("/api/orders", key, lines(SENCHA, 2)), 422, "idempotency-key-reused");
        Answer bobs = BOB.decided("/api/orders", key, lines(SENCHA, 1));
        assertThat(bobs.status()).as("keys belong to their caller").isEqualTo(201);
        assertThat(bobs.at("/id")).isNotEqualTo(first.at("/id"));
    }

    @Test
    void aShortProductIsNamed() {
        Answer answer = ALICE.order("rare-gyokuro-first-flush", 11);
        assertProblem(answer, 409, "out-of-stock");
        assertThat(answer.at("/lines/0/sku")).isEqualTo("rare-gyokuro-first-flush");
        assertThat(answer.number("/lines/0/available")).isEqualTo(10);
        Answer order = ALICE.get("/api/orders/" + answer.at("/order"));
        assertThat(order.at("/status")).isEqualTo("CANCELLED");
        assertThat(order.at("/reason")).isEqualTo("OUT_OF_STOCK");
    }

    @Test
    void whoCannotPayIsDeclinedAndNothingIsKept() {
        Person dave = RunningShop.person("dave");
        Answer before = dave.get("/api/account");
        Answer answer = dave.order(SENCHA, 1000);
        assertProblem(answer, 402, "payment-declined");
        Answer order = dave.get("/api/orders/" + answer.at("/order"));
        assertThat(order.at("/reason")).isEqualTo("PAYMENT_DECLINED");
        assertThat(dave.get("/api/account").json()).isEqualTo(before.json());
        assertThat(dave.get("/api/orders/" + answer.at("/order") + "/checkout").at("/state"))
                .isEqualTo("UNDONE");
    }

    @Test
    void anUnknownProductIsNamed() {
        Answer answer = ALICE.order("tea-nowhere", 1);
        assertProblem(answer, 422, "unknown-product");
        assertThat(answer.response().body()).contains("tea-nowhere");
    }

    @Test
    void preferWaitZeroAnswersAtOnce() {
        Answer placed =
                send(
                        ALICE.request("/api/orders")
                                .header("Idempotency-Key", key)
                                .header("Prefer", "wait=0")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(lines(SENCHA, 1))));
        assertThat(placed.status()).isEqualTo(202);
        assertThat(placed.at("/status")).isEqualTo("PENDING");
        assertThat(placed.header("Retry-After")).isEqualTo("1");
        await().until(
                        () -> ALICE.post("/api/orders", key, lines(SENCHA, 1)).status(),
                        status -> status == 201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"lines\":[]}|/lines",
                "{\"lines\":[{\"sku\":\"tea-sencha\",\"quantity\":0}]}|/lines/0/quantity",
                "{\"lines\":[{\"sku\":\"tea-sencha\",\"quantity\":1001}]}|/lines/0/quantity",
                "{\"lines\":[{\"sku\":\"a\",\"quantity\":1},{\"sku\":\"a\",\"quantity\":1}]}"
                        + "|/lines/1/sku",
                "{nonsense|''",
            })
    void aMalformedOrderIsRefused(String body, String pointer) {
        Answer answer = ALICE.post("/api/orders", key, body);
        assertProblem(answer, 400, "invalid-request");
        assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(ALICE.decided("/api/orders", key, lines(SENCHA, 1)).status())
                .as("a refusal of shape is not remembered")
                .isEqualTo(201);
    }

    @Test
    void everyPostNeedsAKey() {
        for (String path :
                new String[] {
                    "/api/orders",
                    "/api/orders/" + UUID.randomUUID() + "/cancellation",
                    "/api/accounts/alice/top-ups",
                    "/api/stock/tea-sencha/deliveries"
                }) {
            String body =
                    path.endsWith("top-ups")
                            ? "{\"amount\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}"
                            : path.endsWith("deliveries") ? "{\"quantity\":1}" : lines(SENCHA, 1);
            HttpRequest.Builder request =
                    OPS.request(path)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body));
            assertProblem(send(request), 400, "idempotency-key-missing");
            assertProblem(OPS.post(path, "with space", body), 400, "idempotency-key-invalid");
        }
    }

    @Test
    void aCancelledOrderGivesEverythingBackOnce() {
        topUp(ALICE, "100.00");
        Answer before = ALICE.get("/api/account");
        Answer placed = ALICE.order(SENCHA, 3);
        completed(placed);
        String path = placed.header("Location") + "/cancellation";
        Answer cancelled = ALICE.decided(path, key, "");
        assertThat(cancelled.status()).as(cancelled.toString()).isEqualTo(201);
        assertThat(cancelled.at("/status")).isEqualTo("CANCELLED");
        assertThat(cancelled.at("/reason")).isEqualTo("CUSTOMER");
        assertThat(ALICE.get("/api/account").json()).isEqualTo(before.json());
        assertThat(ALICE.post(path, key, "").response().body())
                .isEqualTo(cancelled.response().body());
        assertProblem(ALICE.post(path, UUID.randomUUID().toString(), ""), 409, "not-cancellable");
        assertThat(ALICE.get("/api/account").json()).isEqualTo(before.json());
    }

    @Test
    void somebodyElsesOrderLooksAbsent() {
        Answer placed = ALICE.order(SENCHA, 1);
        String location = placed.header("Location");
        assertProblem(BOB.get(location), 404, "not-found");
        assertProblem(BOB.get(location + "/checkout"), 404, "not-found");
        assertProblem(BOB.post(location + "/cancellation", key, ""), 404, "not-found");
        assertProblem(BOB.get("/api/orders/" + UUID.randomUUID()), 404, "not-found");
        assertThat(OPS.get(location).status()).isEqualTo(200);
        assertThat(OPS.get("/api/orders").number("/page/totalElements")).isPositive();
        Answer bobs = BOB.get("/api/orders?size=100");
        assertThat(bobs.json().at("/content").valueStream())
                .allMatch(order -> order.get("customer").asString().equals("bob"));
    }

    @Test
    void anOperatorTopsUpOnceForAKey() {
        Person carol = RunningShop.person("carol");
        Answer before = carol.get("/api/account");
        String body = "{\"amount\":{\"amount\":\"5.00\",\"currency\":\"EUR\"}}";
        OPS.post("/api/accounts/carol/top-ups", key, body);
        Answer again = OPS.post("/api/accounts/carol/top-ups", key, body);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(cents(carol.get("/api/account")) - cents(before)).isEqualTo(500);
        assertProblem(carol.post("/api/accounts/carol/top-ups", key, body), 403, "forbidden");
    }

    private static long cents(Answer account) {
        return Long.parseLong(account.at("/balance/amount").replace(".", ""));
    }

    @Test
    void deliveriesArriveOnceForAKey() {
        long before = OPS.get("/api/books").number("/stock/delivered");
        OPS.post("/api/stock/mug-stoneware/deliveries", key, "{\"quantity\":5}");
        String sku = anonymous("/api/products?q=mug&size=1").at("/content/0/sku");
        Answer first = OPS.post("/api/stock/" + sku + "/deliveries", key + "2", "{\"quantity\":5}");
        assertThat(first.status()).as(first.toString()).isBetween(200, 201);
        OPS.post("/api/stock/" + sku + "/deliveries", key + "2", "{\"quantity\":5}");
        assertThat(OPS.get("/api/books").number("/stock/delivered") - before).isEqualTo(5);
        assertProblem(
                OPS.post("/api/stock/tea-nowhere/deliveries", key + "3", "{\"quantity\":5}"),
                404,
                "not-found");
        assertProblem(
                ALICE.post("/api/stock/" + sku + "/deliveries", key, "{\"quantity\":5}"),
                403,
                "forbidden");
    }

    @Test
    void theBooksAreTheOperators() {
        Answer books = OPS.get("/api/books");
        assertThat(books.json().at("/balanced").asBoolean()).isTrue();
        assertThat(books.at("/money/deposited/currency")).isEqualTo("EUR");
        assertThat(books.number("/orders/sagasNeedingAttention")).isZero();
        assertProblem(ALICE.get("/api/books"), 403, "forbidden");
    }

    @Test
    void nobodyComesInWithoutAToken() {
        for (String path : new String[] {"/api/orders", "/api/account", "/api/books"}) {
            Answer answer = anonymous(path);
            assertProblem(answer, 401, "unauthorized");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
        Answer forged =
                send(ALICE.anonymous("/api/account").header("Authorization", "Bearer a.b.c"));
        assertProblem(forged, 401, "unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/books",
                "/internal/sagas",
                "/actuator/health",
                "/actuator",
                "/eureka/apps",
                "/nothing"
            })
    void whatIsInsideIsNotRouted(String path) {
        assertThat(OPS.get(path).status()).isEqualTo(404);
        assertThat(anonymous(path).status()).isIn(401, 404);
    }

    @Test
    void http_sOwnRulesHold() {
        assertProblem(send(ALICE.request("/api/orders").DELETE()), 405, "method-not-allowed");
        assertProblem(
                send(
                        ALICE.request("/api/orders")
                                .header("Idempotency-Key", key)
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("tea"))),
                415,
                "unsupported-media-type");
        assertProblem(
                send(ALICE.request("/api/orders").header("Accept", "image/png")),
                406,
                "not-acceptable");
        assertProblem(
                ALICE.post("/api/orders", key, " ".repeat(70_000) + lines(SENCHA, 1)),
                413,
                "payload-too-large");
    }

    @Test
    void versionOneIsTheOnlyOne() {
        assertThat(send(ALICE.request("/api/orders").header("API-Version", "1")).status())
                .isEqualTo(200);
        assertProblem(
                send(ALICE.request("/api/orders").header("API-Version", "2")),
                400,
                "unsupported-version");
    }

    @Test
    void theContractIsPublished() {
        assertThat(anonymous("/v3/api-docs/order-service").at("/openapi")).startsWith("3.");
        assertThat(anonymous("/v3/api-docs/payment-service").at("/openapi")).startsWith("3.");
        assertThat(anonymous("/v3/api-docs/inventory-service").at("/openapi")).startsWith("3.");
        assertThat(anonymous("/").status()).isEqualTo(200);
        assertThat(anonymous("/swagger-ui.html").status()).isIn(200, 302);
    }
}
