package shop.payment;

import shop.testing.OneService;
import shop.testing.RealBackends;

/** Starts payment-service by itself: {@code mvn -pl payment-service -am spring-boot:test-run}. */
final class TestPaymentServiceApplication {

    private TestPaymentServiceApplication() {}

    public static void main(String[] args) {
        OneService.run(PaymentApplication.class, new RealBackends(), args);
    }
}
