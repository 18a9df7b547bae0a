package shop.payment.payments;

import org.springframework.test.context.TestPropertySource;

/** With locks that do nothing. */
@TestPropertySource(properties = "shop.test.lock-holders=0")
class ConcurrentPaymentsWithoutLocksIT extends ConcurrentPayments {}
