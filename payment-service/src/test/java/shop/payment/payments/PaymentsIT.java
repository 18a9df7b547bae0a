package shop.payment.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static shop.payment.payments.PaymentRules.Command.CAPTURE;
import static shop.payment.payments.PaymentRules.Command.REFUND;
import static shop.payment.payments.PaymentRules.Command.VOID;
import static shop.payment.payments.PaymentStatus.AUTHORISED;
import static shop.payment.payments.PaymentStatus.CAPTURED;
import static shop.payment.payments.PaymentStatus.REFUNDED;
import static shop.payment.payments.PaymentStatus.VOIDED;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.common.money.Money;
import shop.common.remote.Deadline;
import shop.common.remote.DeadlineExceededException;
import shop.payment.RunningService;
import shop.payment.TestCustomers;

@RunningService
class PaymentsIT {

    private static final PaymentResult DECLINED = new PaymentResult.Declined();

    @Autowired private PaymentService payments;
    @Autowired private JdbcClient jdbc;

    private final UUID id = UUID.randomUUID();
    private final TestCustomers customers;
    private String customer = "";

    PaymentsIT(@Autowired RestTestClient client) {
        customers = new TestCustomers(client);
    }

    @BeforeEach
    void openAnAccount() {
        customer = customers.having("50.00");
    }

    @Test
    void holdsWhatIsAuthorised() {
        assertThat(authorise(id, "19.90")).isEqualTo(done(AUTHORISED));

        assertThat(account()).isEqualTo("30.10 + 19.90");
        assertThat(movements(id)).containsExactly("HOLD 1990");
    }

    @Test
    void holdsTheLastCentAndNotOneMore() {
        assertThat(authorise(UUID.randomUUID(), "50.01")).isEqualTo(DECLINED);
        assertThat(authorise(UUID.randomUUID(), "50.00")).isEqualTo(done(AUTHORISED));
        assertThat(authorise(UUID.randomUUID(), "0.01")).isEqualTo(DECLINED);

        assertThat(account()).isEqualTo("0.00 + 50.00");
    }

    @Test
    void remembersThatItDeclined() {
        assertThat(authorise(id, "50.01")).isEqualTo(DECLINED);
        customers.topUp(customer, "100.00");

        assertThat(authorise(id, "50.01")).isEqualTo(DECLINED);
        assertThat(account()).isEqualTo("150.00 + 0.00");
        assertThat(movements(id)).isEmpty();
    }

    @Test
    void declinesWhoHasNoAccount() {
        Charge charge = new Charge(TestCustomers.poor(), Money.of("0.01", "EUR"));

        assertThat(payments.authorise(id, charge)).isEqualTo(DECLINED);
    }

    @Test
    void declinesAnotherCurrency() {
        Charge charge = new Charge(customer, Money.of("0.01", "USD"));

        assertThat(payments.authorise(id, charge)).isEqualTo(DECLINED);
    }

    @Test
    void holdsARepeatedAuthorisationOnce() {
        authorise(id, "19.90");

        assertThat(authorise(id, "19.90")).isEqualTo(done(AUTHORISED));
        assertThat(account()).isEqualTo("30.10 + 19.90");
    }

    @Test
    void refusesTheSameIdForAnotherAmount() {
        authorise(id, "19.90");

        assertThat(authorise(id, "1.00")).isEqualTo(new PaymentResult.Mismatch());
        assertThat(account()).isEqualTo("30.10 + 19.90");
    }

    @Test
    void givesBackWhatIsVoided() {
        authorise(id, "19.90");

        assertThat(payments.settle(VOID, id)).isEqualTo(done(VOIDED));
        assertThat(payments.settle(VOID, id)).isEqualTo(done(VOIDED));
        assertThat(authorise(id, "19.90")).isEqualTo(new PaymentResult.Voided());
        assertThat(account()).isEqualTo("50.00 + 0.00");
        assertThat(movements(id)).containsExactly("HOLD 1990", "RELEASE 1990");
    }

    @Test
    void refusesAPaymentThatWasVoidedBeforeItCame() {
        assertThat(payments.settle(VOID, id)).isEqualTo(done(VOIDED));

        assertThat(authorise(id, "19.90")).isEqualTo(new PaymentResult.Voided());
        assertThat(account()).isEqualTo("50.00 + 0.00");
    }

    @Test
    void refusesAPaymentThatWasRefundedBeforeItCame() {
        assertThat(payments.settle(REFUND, id)).isEqualTo(done(VOIDED));

        assertThat(authorise(id, "19.90")).isEqualTo(new PaymentResult.Voided());
    }

    @Test
    void voidsNothingThatWasCaptured() {
        authorise(id, "19.90");
        assertThat(payments.settle(CAPTURE, id)).isEqualTo(done(CAPTURED));

        assertThat(payments.settle(VOID, id)).isEqualTo(new PaymentResult.Captured());
        assertThat(account()).isEqualTo("30.10 + 0.00");
    }

    @Test
    void refundsOnce() {
        authorise(id, "19.90");
        payments.settle(CAPTURE, id);

        assertThat(payments.settle(REFUND, id)).isEqualTo(done(REFUNDED));
        assertThat(payments.settle(REFUND, id)).isEqualTo(done(REFUNDED));
        assertThat(payments.settle(CAPTURE, id)).isEqualTo(done(REFUNDED));
        assertThat(account()).isEqualTo("50.00 + 0.00");
        assertThat(movements(id)).containsExactly("HOLD 1990", "CAPTURE 1990", "REFUND 1990");
    }

    @Test
    void capturesManyAtOnceAndEachOnce() {
        String other = customers.having("5.00");
        List<UUID> due = Stream.generate(UUID::randomUUID).limit(9).toList();
        due.forEach(payment -> authorise(payment, "1.00"));
        UUID others = UUID.randomUUID();
        payments.authorise(others, new Charge(other, Money.of("2.00", "EUR")));
        UUID declined = UUID.randomUUID();
        authorise(declined, "999.00");
        List<UUID> asked =
                Stream.of(due, due, List.of(id, others, declined)).flatMap(List::stream).toList();

        assertThat(payments.capture(asked).done())
                .hasSize(12)
                .contains(
                        entry(due.getFirst(), done(CAPTURED)),
                        entry(due.getLast(), done(CAPTURED)),
                        entry(others, done(CAPTURED)),
                        entry(declined, DECLINED),
                        entry(id, new PaymentResult.Unknown()));
        assertThat(payments.capture(due).done()).containsEntry(due.getFirst(), done(CAPTURED));
        assertThat(account()).isEqualTo("41.00 + 0.00");
        assertThat(customers.account(other)).isEqualTo("3.00 + 0.00");
    }

    @Test
    void beginsNothingThatNobodyWaitsFor() {
        Deadline passed = Deadline.in(Duration.ofMillis(-1));

        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> passed.during(() -> authorise(id, "19.90")));
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> passed.during(() -> payments.settle(VOID, id)));
        assertThat(payments.settle(CAPTURE, id)).isEqualTo(new PaymentResult.Unknown());
    }

    private PaymentResult authorise(UUID payment, String amount) {
        return payments.authorise(payment, new Charge(customer, Money.of(amount, "EUR")));
    }

    private String account() {
        return customers.account(customer);
    }

    private List<String> movements(UUID payment) {
        return jdbc.sql(
                        """
                        SELECT kind || ' ' || amount_minor FROM ledger
                        WHERE payment = ? ORDER BY movement
                        """)
                .param(payment)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static PaymentResult done(PaymentStatus status) {
        return new PaymentResult.Done(status);
    }
}
