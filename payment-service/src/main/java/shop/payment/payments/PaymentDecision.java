package shop.payment.payments;

import shop.payment.ledger.Movement;

/** What a command does, and what its caller is told once it is done. */
sealed interface PaymentDecision {

    /** What the caller is told. */
    PaymentResult result();

    /** The payment's whole amount moves. */
    record Move(PaymentStatus from, Movement movement, PaymentStatus to)
            implements PaymentDecision {

        @Override
        public PaymentResult result() {
            return new PaymentResult.Done(to);
        }
    }

    /** A tombstone is put where the payment would be. */
    record Bury() implements PaymentDecision {

        @Override
        public PaymentResult result() {
            return new PaymentResult.Done(PaymentStatus.VOIDED);
        }
    }

    /** Nothing changes. */
    record Stay(PaymentResult result) implements PaymentDecision {}
}
