package shop.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Everything behind the gateway, played by stubs: three services and the issuer. */
public final class StubShop
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final Upstream ORDERS = new Upstream("order-service");
    public static final Upstream PAYMENTS = new Upstream("payment-service");
    public static final Upstream INVENTORY = new Upstream("inventory-service");
    public static final Upstream ISSUER = issuer();

    /** Behind {@code POST /rude}, which only tests have. */
    public static final RudeServer RUDE = new RudeServer();

    /** Nobody listens here, so whoever calls is refused. */
    private static final int DEAD_PORT = unusedPort();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "eureka.client.enabled=false",
                        "management.server.port=0",
                        instance("order-service", 0, ORDERS.uri()),
                        instance("payment-service", 0, PAYMENTS.uri()),
                        instance("inventory-service", 0, "http://127.0.0.1:" + DEAD_PORT),
                        instance("inventory-service", 1, INVENTORY.uri()),
                        "shop.gateway.routes.token.uri=" + ISSUER.uri(),
                        "shop.gateway.routes.rude.uri=" + RUDE.uri(),
                        "shop.gateway.routes.rude.method=POST",
                        "shop.gateway.routes.rude.paths=/rude",
                        "shop.gateway.routes.rude.access=anyone",
                        "shop.gateway.routes.rude.time-limit=5s",
                        "shop.security.issuer-uri=" + Tokens.ISSUER,
                        "shop.security.jwk-set-uri=${stub.keys:" + ISSUER.uri() + "/oauth2/jwks}")
                .applyTo(context);
    }

    /** All services answer 200 again and have forgotten what they were asked. */
    public static void forget() {
        Stream.of(ORDERS, PAYMENTS, INVENTORY).forEach(Upstream::forget);
    }

    private static String instance(String service, int number, String uri) {
        return "spring.cloud.discovery.client.simple.instances.%s[%s].uri=%s"
                .formatted(service, number, uri);
    }

    private static Upstream issuer() {
        Upstream issuer = new Upstream("issuer");
        issuer.answers(200, "application/json", Tokens.keys());
        return issuer;
    }

    private static int unusedPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
