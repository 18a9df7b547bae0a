package shop.order.saga;

import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** This process, among all that may drive sagas; a restarted one is another. For people to read. */
@Component
class SagaOwner {

    private final String name;

    SagaOwner(@Value("${eureka.instance.instance-id:order-service}") String instance) {
        this.name = instance + "/" + UUID.randomUUID().toString().substring(0, 8);
    }

    String name() {
        return name;
    }
}
