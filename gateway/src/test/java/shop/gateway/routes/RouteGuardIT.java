package shop.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import shop.gateway.GatewayTest;
import shop.gateway.StubShop;
import shop.gateway.Tokens;

@GatewayTest
class RouteGuardIT {

    private static final String TOKEN = Tokens.of("ops", "shop", "ops");

    @Autowired WebTestClient gateway;
    @Autowired CircuitBreakerRegistry breakers;

    @BeforeEach
    void startAfresh() {
        StubShop.forget();
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    @Test
    void asksAnotherInstanceWhenOneRefuses() {
        // One of the two inventory instances is dead, so about half of the first attempts fail.
        for (int i = 0; i < 20; i++) {
            get("/api/products").expectStatus().isOk();
        }

        assertThat(StubShop.INVENTORY.seen()).hasSize(20);
        assertThat(breaker("products").getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void avoidsAnInstanceThatRefused() {
        get("/api/products").expectStatus().isOk(); // one of these two meets the dead instance
        get("/api/products").expectStatus().isOk();
        StubShop.forget();

        for (int i = 0; i < 10; i++) {
            post("/api/stock/tea-sencha/deliveries").expectStatus().isOk();
        }

        assertThat(StubShop.INVENTORY.seen()).hasSize(10);
    }

    @Test
    void asksAgainWhenTheConnectionBreaks() {
        StubShop.ORDERS.answers(exchange -> {
            if (StubShop.ORDERS.seen().size() == 1) {
                exchange.close(); // without an answer
            } else {
                ok(exchange);
            }
        });

        get("/api/orders").expectStatus().isOk();

        assertThat(StubShop.ORDERS.seen()).hasSize(2);
    }

    @Test
    void sendsAPostToAnotherInstanceWhenOneRefuses() {
        for (int i = 0; i < 3; i++) {
            post("/api/stock/tea-sencha/deliveries").expectStatus().isOk();
        }

        assertThat(StubShop.INVENTORY.seen()).hasSize(3);
    }

    @Test
    void asksAgainWithTheSameKeyAndBodyWhenTheConnectionBreaks() {
        StubShop.ORDERS.answers(exchange -> {
            if (StubShop.ORDERS.seen().size() == 1) {
                exchange.close(); // without an answer
            } else {
                ok(exchange);
            }
        });

        postWithKey("/api/orders", "k-1").expectStatus().isOk();

        assertThat(StubShop.ORDERS.seen())
                .hasSize(2)
                .allSatisfy(request -> {
                    assertThat(request.headers().getFirst("Idempotency-Key")).isEqualTo("k-1");
                    assertThat(request.body()).isEqualTo("{}");
                })
                .extracting(request -> request.headers().getFirst("X-Request-Repeated"))
                .containsExactly(null, "true");
    }

    @Test
    void doesNotRepeatAPostThatIsOnlySlow() {
        StubShop.PAYMENTS.answers(exchange -> {});

        isUnavailable(postWithKey("/api/accounts/alice/top-ups", "k-2"));

        assertThat(StubShop.PAYMENTS.seen()).hasSize(1);
    }

    @Test
    void neverSendsAPostWithoutAKeyTwice() {
        StubShop.ORDERS.answers(HttpExchange::close);

        for (int i = 0; i < 5; i++) {
            isUnavailable(post("/api/orders"));
        }

        assertThat(StubShop.ORDERS.seen()).hasSize(5);
    }

    @Test
    void neverSendsAPostTwiceOverAConnectionThatIsReset() {
        gateway.post().uri("/rude").exchange().expectStatus().isOk();

        isUnavailable(gateway.post().uri("/rude").exchange());

        assertThat(StubShop.RUDE.requests()).isEqualTo(2);
    }

    @Test
    void doesNotRepeatAnAnswerThatIsAFailure() {
        StubShop.ORDERS.answers(500, "application/problem+json", "{}");

        get("/api/orders").expectStatus().isEqualTo(500);

        assertThat(StubShop.ORDERS.seen()).hasSize(1);
    }

    @Test
    void givesUpOnAServiceThatDoesNotAnswer() {
        StubShop.PAYMENTS.answers(exchange -> {});

        isUnavailable(get("/api/account"));
    }

    @Test
    void opensTheBreakerOfAFailingRouteOnly() {
        StubShop.ORDERS.answers(500, "application/problem+json", "{}");
        for (int i = 0; i < 10; i++) {
            post("/api/orders").expectStatus().isEqualTo(500);
        }
        StubShop.forget();

        isUnavailable(post("/api/orders"));

        assertThat(breaker("place-order").getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(StubShop.ORDERS.seen()).isEmpty();
        get("/api/orders").expectStatus().isOk();
    }

    @Test
    void opensTheBreakerOfARouteThatRepeats() {
        StubShop.ORDERS.answers(HttpExchange::close);
        for (int i = 0; i < 10; i++) {
            isUnavailable(get("/api/orders"));
        }
        assertThat(StubShop.ORDERS.seen()).hasSize(30); // three attempts each
        StubShop.forget();

        isUnavailable(get("/api/orders"));

        assertThat(breaker("orders").getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(StubShop.ORDERS.seen()).isEmpty();
    }

    @Test
    void closesTheBreakerWhenTheServiceIsBack() {
        breaker("books").transitionToOpenState();
        isUnavailable(get("/api/books"));

        await().untilAsserted(() -> get("/api/books").expectStatus().isOk());
        await().untilAsserted(() -> {
            get("/api/books").expectStatus().isOk();
            assertThat(breaker("books").getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        });
    }

    @Test
    void keepsTheBreakerClosedOverAThousandRefusals() {
        StubShop.ORDERS.answers(409, "application/problem+json", "{}");

        for (int i = 0; i < 1000; i++) {
            post("/api/orders").expectStatus().isEqualTo(409);
        }

        assertThat(breaker("place-order").getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(breaker("place-order").getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void countsNothingAgainstAServiceThatWasAskedTooLate() {
        StubShop.ORDERS.answers(exchange -> {
            exchange.getResponseHeaders().set("X-Request-Deadline", "passed");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });

        for (int i = 0; i < 20; i++) {
            get("/api/orders")
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .doesNotExist("X-Request-Deadline");
        }

        assertThat(breaker("orders").getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(breaker("orders").getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void refusesNobodyOnARouteThatIsWellAgain() {
        CountDownLatch all = new CountDownLatch(20);
        StubShop.ORDERS.answers(exchange -> {
            all.countDown();
            awaitUnchecked(all);
            ok(exchange);
        });
        breaker("orders").transitionToOpenState();
        breaker("orders").transitionToHalfOpenState();

        together(20, () -> get("/api/orders").expectStatus().isOk());

        assertThat(breaker("orders").getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void letsOthersInWhileSlowCustomersFindOutThatTheRouteIsWell() {
        CountDownLatch slow = new CountDownLatch(40);
        CountDownLatch enough = new CountDownLatch(1);
        StubShop.ORDERS.answers(exchange -> {
            if (exchange.getRequestHeaders().containsKey("Prefer")) {
                slow.countDown();
                awaitUnchecked(enough);
            }
            ok(exchange);
        });
        breaker("place-order").transitionToOpenState();
        breaker("place-order").transitionToHalfOpenState();

        try (ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                customers.execute(() -> postPatiently("/api/orders"));
            }
            await().until(() -> slow.getCount() == 0);
            await().atMost(Duration.ofSeconds(4))
                    .untilAsserted(() -> {
                        post("/api/orders").expectStatus().isOk();
                        assertThat(breaker("place-order").getState())
                                .isEqualTo(CircuitBreaker.State.CLOSED);
                    });
            enough.countDown();
        }
    }

    private static void together(int count, Runnable request) {
        try (ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(customers.submit(request));
            }
            assertThat(all)
                    .allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ofSeconds(5)));
        }
    }

    @Test
    void tellsTheServiceHowLongItsAnswerIsWaitedFor() {
        get("/api/account").expectStatus().isOk();
        postWithKey("/api/accounts/alice/top-ups", "k-3").expectStatus().isOk();

        assertThat(StubShop.PAYMENTS.seen())
                .extracting(seen -> Integer.parseInt(seen.headers().getFirst("X-Request-Deadline")))
                .satisfiesExactly(
                        left -> assertThat(left).as("half of 500 ms").isBetween(1, 250),
                        left -> assertThat(left).as("500 ms").isBetween(1, 500));
    }

    private WebTestClient.ResponseSpec postPatiently(String path) {
        return gateway.post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(TOKEN))
                .header("Prefer", "wait=10")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private WebTestClient.ResponseSpec get(String path) {
        return gateway.get().uri(path).headers(headers -> headers.setBearerAuth(TOKEN)).exchange();
    }

    private WebTestClient.ResponseSpec post(String path) {
        return gateway.post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(TOKEN))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange();
    }

    private WebTestClient.ResponseSpec postWithKey(String path, String key) {
        return gateway.post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(TOKEN))
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange();
    }

    private static void isUnavailable(WebTestClient.ResponseSpec answer) {
        answer.expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "1")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/unavailable")
                .jsonPath("$.status")
                .isEqualTo(503);
    }

    private CircuitBreaker breaker(String route) {
        return breakers.circuitBreaker(route);
    }

    private static void ok(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }
}
