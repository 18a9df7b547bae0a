package shop.gateway;

import shop.testing.OneService;
import shop.testing.RealRedis;

/** Starts the gateway by itself: {@code mvn -pl gateway -am spring-boot:test-run}. */
final class TestGatewayApplication {

    private TestGatewayApplication() {}

    public static void main(String[] args) {
        OneService.run(GatewayApplication.class, new RealRedis(), args);
    }
}
