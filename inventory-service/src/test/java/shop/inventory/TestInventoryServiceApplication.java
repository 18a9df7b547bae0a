package shop.inventory;

import shop.testing.OneService;
import shop.testing.RealBackends;

/**
 * Starts inventory-service by itself: {@code mvn -pl inventory-service -am spring-boot:test-run}.
 */
final class TestInventoryServiceApplication {

    private TestInventoryServiceApplication() {}

    public static void main(String[] args) {
        OneService.run(InventoryApplication.class, new RealBackends(), args);
    }
}
