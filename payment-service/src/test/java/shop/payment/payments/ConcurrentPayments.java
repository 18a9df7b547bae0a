package shop.payment.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.payment.payments.PaymentRules.Command.CAPTURE;
import static shop.payment.payments.PaymentRules.Command.REFUND;
import static shop.payment.payments.PaymentRules.Command.VOID;
import static shop.payment.payments.PaymentStatus.AUTHORISED;
import static shop.payment.payments.PaymentStatus.CAPTURED;
import static shop.payment.payments.PaymentStatus.VOIDED;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.common.money.Money;
import shop.payment.RunningService;
import shop.payment.TestCustomers;
import shop.payment.TestTokens;

/**
 * What must hold when many come at once, whatever the locks do. Sixteen bulks wait for the same
 * rows here, some for longer than a service lets anybody wait; those limits are not what is tested.
 */
@RunningService
@TestPropertySource(properties = {"shop.database.time-limit=10s", "shop.database.lock-limit=9s"})
abstract class ConcurrentPayments {

    private static final PaymentResult HELD = new PaymentResult.Done(AUTHORISED);
    private static final PaymentResult DECLINED = new PaymentResult.Declined();

    @Autowired private PaymentService payments;
    @Autowired private RestTestClient client;

    @Test
    void neverOverdrawAnAccount() {
        TestCustomers customers = new TestCustomers(client);
        String customer = customers.having("50.00");

        List<PaymentResult> results =
                atOnce(
                        Collections.nCopies(
                                100, () -> authorise(UUID.randomUUID(), customer, "1.00")));

        assertThat(results).filteredOn(HELD::equals).hasSize(50);
        assertThat(results).filteredOn(DECLINED::equals).hasSize(50);
        assertThat(customers.account(customer)).isEqualTo("0.00 + 50.00");
    }

    @Test
    void holdTheSamePaymentOnce() {
        TestCustomers customers = new TestCustomers(client);
        String customer = customers.having("50.00");
        for (int round = 0; round < 20; round++) {
            UUID id = UUID.randomUUID();

            assertThat(atOnce(Collections.nCopies(8, () -> authorise(id, customer, "1.00"))))
                    .containsOnly(HELD);
        }
        assertThat(customers.account(customer)).isEqualTo("30.00 + 20.00");
    }

    @Test
    void declineTheSamePaymentOnce() {
        String customer = TestCustomers.poor();
        for (int round = 0; round < 20; round++) {
            UUID id = UUID.randomUUID();

            assertThat(atOnce(Collections.nCopies(8, () -> authorise(id, customer, "1.00"))))
                    .containsOnly(DECLINED);
        }
    }

    @Test
    void holdNothingThatIsVoidedAtTheSameTime() {
        TestCustomers customers = new TestCustomers(client);
        String customer = customers.having("1.00");
        for (int round = 0; round < 100; round++) {
            UUID id = UUID.randomUUID();

            List<PaymentResult> results =
                    atOnce(
                            List.of(
                                    () -> authorise(id, customer, "1.00"),
                                    () -> payments.settle(VOID, id),
                                    () -> authorise(id, customer, "1.00")));

            assertThat(results.get(1)).isEqualTo(new PaymentResult.Done(VOIDED));
            assertThat(results.getFirst()).isIn(HELD, new PaymentResult.Voided());
            assertThat(authorise(id, customer, "1.00")).isEqualTo(new PaymentResult.Voided());
            assertThat(customers.account(customer)).isEqualTo("1.00 + 0.00");
        }
    }

    @Test
    void captureOrVoidButNotBoth() {
        TestCustomers customers = new TestCustomers(client);
        String customer = customers.having("50.00");
        int captured = 0;
        for (int round = 0; round < 50; round++) {
            UUID id = UUID.randomUUID();
            authorise(id, customer, "1.00");

            List<PaymentResult> results =
                    atOnce(
                            List.of(
                                    () -> payments.settle(CAPTURE, id),
                                    () -> payments.settle(VOID, id)));

            boolean taken = results.getFirst().equals(new PaymentResult.Done(CAPTURED));
            captured += taken ? 1 : 0;
            assertThat(results.getLast())
                    .isEqualTo(
                            taken ? new PaymentResult.Captured() : new PaymentResult.Done(VOIDED));
        }
        assertThat(customers.account(customer)).isEqualTo((50 - captured) + ".00 + 0.00");
    }

    @Test
    void refundOnce() {
        TestCustomers customers = new TestCustomers(client);
        String customer = customers.having("1.00");
        UUID id = UUID.randomUUID();
        authorise(id, customer, "1.00");
        payments.settle(CAPTURE, id);

        atOnce(Collections.nCopies(16, () -> payments.settle(REFUND, id)));

        assertThat(customers.account(customer)).isEqualTo("1.00 + 0.00");
    }

    /** Bulks that overlap, in any order, among authorisations, their repeats, and refunds. */
    @Test
    void neverWaitInACircleAndAlwaysBalance() {
        TestCustomers customers = new TestCustomers(client);
        List<String> some = Stream.generate(() -> customers.having("1000.00")).limit(6).toList();
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(240).toList();
        List<Callable<PaymentResult>> work = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Random random = new Random(i);
            work.add(() -> {
                shuffled(ids, random).forEach(id -> authorise(id, some.get(owner(id)), "1.00"));
                return HELD;
            });
            work.add(() -> {
                for (int n = 0; n < 20; n++) {
                    payments.capture(shuffled(ids, random).subList(0, 120));
                    assertBalanced();
                    UUID one = ids.get(random.nextInt(ids.size()));
                    payments.settle(n % 2 == 0 ? REFUND : VOID, one);
                }
                return HELD;
            });
        }

        assertThat(atOnce(work)).hasSize(32);
        assertBalanced();
    }

    private int owner(UUID id) {
        return Math.floorMod(id.hashCode(), 6);
    }

    private void assertBalanced() {
        client.get()
                .uri("/internal/books")
                .headers(TestTokens.ofOrderService())
                .exchange()
                .expectBody()
                .jsonPath("$.balanced")
                .isEqualTo(true);
    }

    private PaymentResult authorise(UUID id, String customer, String amount) {
        return payments.authorise(id, new Charge(customer, Money.of(amount, "EUR")));
    }

    private static List<UUID> shuffled(List<UUID> ids, Random random) {
        List<UUID> copy = new ArrayList<>(ids);
        Collections.shuffle(copy, random);
        return copy;
    }

    private static List<PaymentResult> atOnce(List<? extends Callable<PaymentResult>> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PaymentResult>> futures = new ArrayList<>();
            work.forEach(one -> futures.add(threads.submit(one)));
            List<PaymentResult> results = new ArrayList<>();
            for (Future<PaymentResult> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
