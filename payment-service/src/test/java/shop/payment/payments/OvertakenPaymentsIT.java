package shop.payment.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.money.Money;
import shop.payment.RunningService;
import shop.payment.TestCustomers;
import shop.payment.payments.PaymentRules.Command;

/**
 * What happens to an authorisation while its statement waits for the account, with all that it has
 * seen of the payment out of date once it goes on.
 */
@RunningService
class OvertakenPaymentsIT {

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    @Autowired private Authorisations authorisations;
    @Autowired private PaymentService payments;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;

    private final UUID id = UUID.randomUUID();
    private final TestCustomers customers;
    private Charge charge = new Charge("nobody", Money.of("1.00", "EUR"));

    OvertakenPaymentsIT(@Autowired RestTestClient client) {
        customers = new TestCustomers(client);
    }

    @BeforeEach
    void openAnAccount() {
        charge = new Charge(customers.having("1.50"), charge.amount());
    }

    @Test
    void holdNothingWhenTheyWereVoided() {
        List<Payment> results =
                whileTheAccountIsLocked(
                        List.of(() -> authorisations.open(id, charge)),
                        () -> payments.settle(Command.VOID, id));

        assertThat(results).containsOnly(new Payment(id, PaymentStatus.VOIDED, null));
        assertThat(account()).isEqualTo("1.50 + 0.00");
    }

    @Test
    void holdOnceWhenTheyAreSentThrice() {
        List<Payment> results =
                whileTheAccountIsLocked(
                        Collections.nCopies(3, () -> authorisations.open(id, charge)), () -> {});

        assertThat(results).containsOnly(new Payment(id, PaymentStatus.AUTHORISED, charge));
        assertThat(account()).isEqualTo("0.50 + 1.00");
    }

    @Test
    void declineWhatIsNoLongerCovered() {
        List<Payment> results =
                whileTheAccountIsLocked(
                        Collections.nCopies(
                                3, () -> authorisations.open(UUID.randomUUID(), charge)),
                        () -> {});

        assertThat(results)
                .extracting(Payment::status)
                .containsExactlyInAnyOrder(
                        PaymentStatus.AUTHORISED, PaymentStatus.DECLINED, PaymentStatus.DECLINED);
        assertThat(account()).isEqualTo("0.50 + 1.00");
    }

    /** Begins the calls, and once all of them wait for the account, does the other thing. */
    private List<Payment> whileTheAccountIsLocked(
            List<Supplier<Payment>> calls, Runnable overtaking) {
        List<CompletableFuture<Payment>> begun =
                transaction.execute(_ -> {
                    jdbc.sql("SELECT FROM account WHERE customer = ? FOR UPDATE")
                            .param(charge.customer())
                            .query()
                            .singleRow();
                    List<CompletableFuture<Payment>> futures =
                            calls.stream()
                                    .map(call -> CompletableFuture.supplyAsync(call, THREADS))
                                    .toList();
                    await().until(() -> waiting() == calls.size());
                    CompletableFuture.runAsync(overtaking, THREADS).join();
                    return futures;
                });
        return begun.stream().map(CompletableFuture::join).toList();
    }

    private int waiting() {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    private String account() {
        return customers.account(charge.customer());
    }
}
