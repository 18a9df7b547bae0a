package shop.payment.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static shop.payment.payments.PaymentStatus.AUTHORISED;
import static shop.payment.payments.PaymentStatus.CAPTURED;
import static shop.payment.payments.PaymentStatus.DECLINED;
import static shop.payment.payments.PaymentStatus.REFUNDED;
import static shop.payment.payments.PaymentStatus.VOIDED;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shop.common.money.Money;
import shop.payment.ledger.Movement;
import shop.payment.payments.PaymentRules.Command;
import shop.payment.payments.PaymentRules.Decision;

class PaymentRulesTests {

    private static final UUID ID = UUID.randomUUID();
    private static final Charge CHARGE = new Charge("alice", Money.of("19.90", "EUR"));

    @Test
    void authorisesWhatIsCoveredAndNothingElse() {
        assertThat(PaymentRules.opening(true)).isEqualTo(AUTHORISED);
        assertThat(PaymentRules.opening(false)).isEqualTo(DECLINED);
    }

    @Test
    void answersARepeatWithWhatBecameOfThePayment() {
        assertThat(answerTo(AUTHORISED)).isEqualTo(done(AUTHORISED));
        assertThat(answerTo(CAPTURED)).isEqualTo(done(CAPTURED));
        assertThat(answerTo(REFUNDED)).isEqualTo(done(REFUNDED));
        assertThat(answerTo(DECLINED)).isEqualTo(new PaymentResult.Declined());
        assertThat(answerTo(VOIDED)).isEqualTo(new PaymentResult.Voided());
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnotherChargeUnderTheSameId(PaymentStatus status) {
        Payment payment = new Payment(ID, status, CHARGE);

        assertThat(PaymentRules.answerTo(new Charge("bob", CHARGE.amount()), payment))
                .isEqualTo(new PaymentResult.Mismatch());
        assertThat(PaymentRules.answerTo(new Charge("alice", Money.of("19.91", "EUR")), payment))
                .isEqualTo(new PaymentResult.Mismatch());
    }

    @Test
    void refusesEveryChargeUnderATombstone() {
        assertThat(PaymentRules.answerTo(CHARGE, new Payment(ID, VOIDED, null)))
                .isEqualTo(new PaymentResult.Voided());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VOIDED")
    void knowsWhoPaysForAllButTombstones(PaymentStatus status) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Payment(ID, status, null));
    }

    @Test
    void capturesWhatIsHeldOnce() {
        assertThat(capture(AUTHORISED))
                .isEqualTo(new Decision.Move(AUTHORISED, Movement.CAPTURE, CAPTURED));
        assertThat(capture(CAPTURED)).isEqualTo(stay(done(CAPTURED)));
        assertThat(capture(REFUNDED)).isEqualTo(stay(done(REFUNDED)));
    }

    @Test
    void capturesNothingThatIsNotHeld() {
        assertThat(capture(VOIDED)).isEqualTo(stay(new PaymentResult.Voided()));
        assertThat(capture(DECLINED)).isEqualTo(stay(new PaymentResult.Declined()));
        assertThat(capture(null)).isEqualTo(stay(new PaymentResult.Unknown()));
    }

    @Test
    void voidsWhatIsHeldOrMayYetCome() {
        assertThat(cancel(AUTHORISED))
                .isEqualTo(new Decision.Move(AUTHORISED, Movement.RELEASE, VOIDED));
        assertThat(cancel(null)).isEqualTo(new Decision.Bury());
        assertThat(cancel(VOIDED)).isEqualTo(stay(done(VOIDED)));
        assertThat(cancel(DECLINED)).isEqualTo(stay(done(DECLINED)));
    }

    @Test
    void voidsNothingThatWasCaptured() {
        assertThat(cancel(CAPTURED)).isEqualTo(stay(new PaymentResult.Captured()));
        assertThat(cancel(REFUNDED)).isEqualTo(stay(new PaymentResult.Captured()));
    }

    @Test
    void refundsWhatWasCapturedOnce() {
        assertThat(refund(CAPTURED))
                .isEqualTo(new Decision.Move(CAPTURED, Movement.REFUND, REFUNDED));
        assertThat(refund(REFUNDED)).isEqualTo(stay(done(REFUNDED)));
    }

    @Test
    void refundsByVoidingWhatWasNotCapturedYet() {
        assertThat(refund(AUTHORISED))
                .isEqualTo(new Decision.Move(AUTHORISED, Movement.RELEASE, VOIDED));
        assertThat(refund(null)).isEqualTo(new Decision.Bury());
        assertThat(refund(VOIDED)).isEqualTo(stay(done(VOIDED)));
        assertThat(refund(DECLINED)).isEqualTo(stay(done(DECLINED)));
    }

    @ParameterizedTest
    @EnumSource
    void changesNothingThatIsFinal(Command command) {
        Arrays.asList(REFUNDED, VOIDED, DECLINED)
                .forEach(status ->
                        assertThat(PaymentRules.decide(command, status))
                                .isInstanceOf(Decision.Stay.class));
    }

    @ParameterizedTest
    @EnumSource
    void isIdempotent(Command command) {
        Arrays.asList(AUTHORISED, CAPTURED, null)
                .forEach(status -> {
                    Decision first = PaymentRules.decide(command, status);
                    if (first.result() instanceof PaymentResult.Done(PaymentStatus then)) {
                        assertThat(PaymentRules.decide(command, then))
                                .isEqualTo(stay(first.result()));
                    }
                });
    }

    private static PaymentResult answerTo(PaymentStatus status) {
        return PaymentRules.answerTo(CHARGE, new Payment(ID, status, CHARGE));
    }

    private static Decision capture(@Nullable PaymentStatus status) {
        return PaymentRules.decide(Command.CAPTURE, status);
    }

    private static Decision cancel(@Nullable PaymentStatus status) {
        return PaymentRules.decide(Command.VOID, status);
    }

    private static Decision refund(@Nullable PaymentStatus status) {
        return PaymentRules.decide(Command.REFUND, status);
    }

    private static PaymentResult done(PaymentStatus status) {
        return new PaymentResult.Done(status);
    }

    private static Decision stay(PaymentResult result) {
        return new Decision.Stay(result);
    }
}
