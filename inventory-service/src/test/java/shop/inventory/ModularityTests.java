package shop.inventory;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void packagesUseOnlyWhatOthersOffer() {
        ApplicationModules.of(InventoryApplication.class).verify();
    }
}
