package shop.order;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import shop.testing.RealBackends;

/**
 * The whole order service on real PostgreSQL and Redis, with {@link Participants} for the others. A
 * bearer token is a name: {@code ops} is the operator's, any other a customer's.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "eureka.client.enabled=false",
            "shop.checkout.deadline=4s",
            "logging.level.shop=warn"
        })
@AutoConfigureRestTestClient
@ActiveProfiles("demo")
@ContextConfiguration(
        classes = {OrderApplication.class, NamesAsTokens.class},
        initializers = {RealBackends.class, StubbedParticipants.class})
public @interface OrderServiceTest {}
