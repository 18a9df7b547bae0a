package shop.payment.payments;

/** With the locks as they are in production. */
class ConcurrentPaymentsIT extends ConcurrentPayments {}
