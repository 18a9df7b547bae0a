package shop.order.orders;

/** Why an order was, or is being, cancelled. */
public enum CancelReason {
    OUT_OF_STOCK,
    PAYMENT_DECLINED,
    TIMED_OUT,
    CUSTOMER
}
