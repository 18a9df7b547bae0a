package shop.payment.payments;

import static shop.payment.payments.PaymentStatus.AUTHORISED;
import static shop.payment.payments.PaymentStatus.CAPTURED;
import static shop.payment.payments.PaymentStatus.DECLINED;
import static shop.payment.payments.PaymentStatus.REFUNDED;
import static shop.payment.payments.PaymentStatus.VOIDED;

import org.jspecify.annotations.Nullable;
import shop.payment.ledger.Movement;

/**
 * All the rules of payments, as functions of what is known. They read no clock and no database, so
 * a simulation can ask them as well as production does.
 */
final class PaymentRules {

    private PaymentRules() {}

    /** What a payment is when it is first asked for. */
    static PaymentStatus opening(boolean covered) {
        return covered ? AUTHORISED : DECLINED;
    }

    /** What somebody is told who asks for this charge, once the payment is there. */
    static PaymentResult answerTo(Charge asked, Payment payment) {
        if (payment.charge() != null && !payment.charge().equals(asked)) {
            return new PaymentResult.Mismatch();
        }
        return switch (payment.status()) {
            case AUTHORISED, CAPTURED, REFUNDED -> new PaymentResult.Done(payment.status());
            case DECLINED -> new PaymentResult.Declined();
            case VOIDED -> new PaymentResult.Voided();
        };
    }

    /**
     * What a command does to a payment.
     *
     * @param status null if there is no such payment
     */
    static PaymentDecision decide(PaymentCommand command, @Nullable PaymentStatus status) {
        return switch (command) {
            case CAPTURE -> capture(status);
            case VOID -> cancel(status);
            case REFUND -> refund(status);
        };
    }

    private static PaymentDecision capture(@Nullable PaymentStatus status) {
        return switch (status) {
            case null -> stay(new PaymentResult.Unknown());
            case AUTHORISED -> new PaymentDecision.Move(AUTHORISED, Movement.CAPTURE, CAPTURED);
            case CAPTURED, REFUNDED -> stay(new PaymentResult.Done(status));
            case VOIDED -> stay(new PaymentResult.Voided());
            case DECLINED -> stay(new PaymentResult.Declined());
        };
    }

    private static PaymentDecision cancel(@Nullable PaymentStatus status) {
        return switch (status) {
            case null -> new PaymentDecision.Bury();
            case AUTHORISED -> new PaymentDecision.Move(AUTHORISED, Movement.RELEASE, VOIDED);
            case VOIDED, DECLINED -> stay(new PaymentResult.Done(status));
            case CAPTURED, REFUNDED -> stay(new PaymentResult.Captured());
        };
    }

    private static PaymentDecision refund(@Nullable PaymentStatus status) {
        return switch (status) {
            case null -> new PaymentDecision.Bury();
            case AUTHORISED -> new PaymentDecision.Move(AUTHORISED, Movement.RELEASE, VOIDED);
            case CAPTURED -> new PaymentDecision.Move(CAPTURED, Movement.REFUND, REFUNDED);
            case REFUNDED, VOIDED, DECLINED -> stay(new PaymentResult.Done(status));
        };
    }

    private static PaymentDecision stay(PaymentResult result) {
        return new PaymentDecision.Stay(result);
    }
}
