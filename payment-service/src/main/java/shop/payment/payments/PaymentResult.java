package shop.payment.payments;

/** What the caller is told. */
sealed interface PaymentResult {

    /** It is as asked for, or was before and has moved on to this status since. */
    record Done(PaymentStatus status) implements PaymentResult {}

    /** Refused: the account did not cover it. */
    record Declined() implements PaymentResult {}

    /** Refused: it was voided. */
    record Voided() implements PaymentResult {}

    /** Refused: what is captured is not voided. */
    record Captured() implements PaymentResult {}

    /** Refused: the id is that of another customer's payment, or of another amount. */
    record Mismatch() implements PaymentResult {}

    /** There is no such payment. */
    record Unknown() implements PaymentResult {}
}
