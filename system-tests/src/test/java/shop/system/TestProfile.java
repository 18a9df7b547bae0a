package shop.system;

import java.util.Map;

/**
 * The variables with which a shop can be broken on purpose: crash points can be armed, and {@code
 * -Dshop.test.lock-holders=0} (or 2) replaces every lock by one that holds nobody back.
 */
public final class TestProfile {

    private TestProfile() {}

    public static Map<String, String> environment() {
        String holders = System.getProperty("shop.test.lock-holders");
        return holders == null
                ? Map.of("SPRING_PROFILES_ACTIVE", "demo,test")
                : Map.of("SPRING_PROFILES_ACTIVE", "demo,test", "SHOP_TEST_LOCKHOLDERS", holders);
    }
}
