package shop.order;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Lets discovery find the stubs. */
final class StubbedParticipants
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String instances = "spring.cloud.discovery.client.simple.instances.";
        TestPropertyValues.of(
                        instances + "inventory-service[0].uri=" + Participants.INVENTORY.uri(),
                        instances + "payment-service[0].uri=" + Participants.PAYMENT.uri(),
                        "shop.security.client.token-uri=" + Participants.ISSUER.uri() + "/token")
                .applyTo(context);
    }
}
