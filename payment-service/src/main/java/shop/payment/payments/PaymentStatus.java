package shop.payment.payments;

/** What became of a payment. */
enum PaymentStatus {

    /** The amount is held. */
    AUTHORISED,

    /** The amount is the shop's. */
    CAPTURED,

    /** The amount was the shop's, and is the customer's again. For ever. */
    REFUNDED,

    /** The amount is no longer held, or never was. For ever. */
    VOIDED,

    /** The account did not cover it when it was asked for. For ever. */
    DECLINED
}
