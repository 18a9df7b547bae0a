package shop.order;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTests {

    @Test
    void dependOnEachOtherInOneDirection() {
        ApplicationModules.of(OrderApplication.class).verify();
    }
}
