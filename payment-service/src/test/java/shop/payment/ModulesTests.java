package shop.payment;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTests {

    @Test
    void dependOnEachOtherWithoutCyclesAndInsides() {
        ApplicationModules.of(PaymentApplication.class).verify();
    }
}
