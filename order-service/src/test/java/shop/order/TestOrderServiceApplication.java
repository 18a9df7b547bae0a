package shop.order;

import shop.testing.OneService;
import shop.testing.RealBackends;

/** Starts order-service by itself: {@code mvn -pl order-service -am spring-boot:test-run}. */
final class TestOrderServiceApplication {

    private TestOrderServiceApplication() {}

    public static void main(String[] args) {
        OneService.run(OrderApplication.class, new RealBackends(), args);
    }
}
