package shop.payment;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import shop.testing.RealBackends;

/**
 * The whole service on a port of its own, with real PostgreSQL and Redis, the demo's customers, and
 * {@link TestTokens}. Classes that add nothing to it share one service and its database, so each
 * test takes customers and payments that no other one has.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"eureka.client.enabled=false", "management.server.port=0"})
@AutoConfigureRestTestClient
@ActiveProfiles("demo")
@ContextConfiguration(initializers = RealBackends.class)
@Import(TestTokens.class)
public @interface RunningService {}
