package shop.payment.payments;

/** What can be asked of a payment that may exist. */
enum PaymentCommand {

    /** Take what is held. */
    CAPTURE,

    /** Give back what is held, and see to it that nothing ever will be. */
    VOID,

    /** Give back what was taken or is held, and see to it that nothing ever will be. */
    REFUND
}
