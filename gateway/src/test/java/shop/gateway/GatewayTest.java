package shop.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole gateway on a random port, in the demo profile, in front of the {@link StubShop}.
 *
 * <p>Redis is away and the limit is out of reach; the routes {@code account} and {@code top-ups}
 * have a short time limit.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "shop.gateway.rate-limit.replenish-rate=100000",
            "shop.gateway.rate-limit.burst-capacity=100000",
            "shop.gateway.routes.account.time-limit=500ms",
            "shop.gateway.routes.top-ups.time-limit=500ms",
            "spring.data.redis.port=1"
        })
@AutoConfigureWebTestClient
@Import(ReadingClient.class)
@ActiveProfiles("demo")
@ContextConfiguration(initializers = StubShop.class)
public @interface GatewayTest {}
