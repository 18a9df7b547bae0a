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

    /** What can be asked of a payment that may exist. */
    enum Command {

        /** Take what is held. */
        CAPTURE,

        /** Give back what is held, and see to it that nothing ever will be. */
        VOID,

        /** Give back what was taken or is held, and see to it that nothing ever will be. */
        REFUND
    }

    /** What a command does, and what its caller is told once it is done. */
    sealed interface Decision {

        /** What the caller is told. */
        PaymentResult result();

        /** The payment's whole amount moves. */
        record Move(PaymentStatus from, Movement movement, PaymentStatus to) implements Decision {

            @Override
            public PaymentResult result() {
                return new PaymentResult.Done(to);
            }
        }

        /** A tombstone is put where the payment would be. */
        record Bury() implements Decision {

            @Override
            public PaymentResult result() {
                return new PaymentResult.Done(PaymentStatus.VOIDED);
            }
        }

        /** Nothing changes. */
        record Stay(PaymentResult result) implements Decision {}
    }

    private PaymentRules() {}

    /** What a payment is when it is first asked for. */
    static PaymentStatus opening(boolean covered) {
        return covered ? AUTHORISED : DECLINED;
    }

    /** What a caller is told who asks for this charge, once the payment is there. */
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
    static Decision decide(Command command, @Nullable PaymentStatus status) {
        return switch (command) {
            case CAPTURE -> capture(status);
            case VOID -> cancel(status);
            case REFUND -> refund(status);
        };
    }

    private static Decision capture(@Nullable PaymentStatus status) {
        return switch (status) {
            case null -> stay(new PaymentResult.Unknown());
            case AUTHORISED -> new Decision.Move(AUTHORISED, Movement.CAPTURE, CAPTURED);
            case CAPTURED, REFUNDED -> stay(new PaymentResult.Done(status));
            case VOIDED -> stay(new PaymentResult.Voided());
            case DECLINED -> stay(new PaymentResult.Declined());
        };
    }

    private static Decision cancel(@Nullable PaymentStatus status) {
        return switch (status) {
            case null -> new Decision.Bury();
            case AUTHORISED -> new Decision.Move(AUTHORISED, Movement.RELEASE, VOIDED);
            case VOIDED, DECLINED -> stay(new PaymentResult.Done(status));
            case CAPTURED, REFUNDED -> stay(new PaymentResult.Captured());
        };
    }

    private static Decision refund(@Nullable PaymentStatus status) {
        return switch (status) {
            case null -> new Decision.Bury();
            case AUTHORISED -> new Decision.Move(AUTHORISED, Movement.RELEASE, VOIDED);
            case CAPTURED -> new Decision.Move(CAPTURED, Movement.REFUND, REFUNDED);
            case REFUNDED, VOIDED, DECLINED -> stay(new PaymentResult.Done(status));
        };
    }

    private static Decision stay(PaymentResult result) {
        return new Decision.Stay(result);
    }
}
