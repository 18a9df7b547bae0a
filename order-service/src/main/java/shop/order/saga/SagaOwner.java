package shop.order.saga;

import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** This process, among all that may drive sagas; a restarted one is another. For people to read. */
@Component
record SagaOwner(String name) {

    SagaOwner(
            @Value("${eureka.instance.instance-id:order-service}") String instance,
            @Value("#{T(java.util.UUID).randomUUID()}") UUID start) {
        this(instance + "/" + start.toString().substring(0, 8));
    }
}
