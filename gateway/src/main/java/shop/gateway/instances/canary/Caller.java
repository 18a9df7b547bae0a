package shop.gateway.instances.canary;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Who asks, as far as the choice of a version goes.
 *
 * @param name the token's subject, or the address of a caller without a token
 * @param asksForCanary whether {@code X-Canary: true} was sent
 */
record Caller(String name, boolean asksForCanary) {

    private static final String ATTRIBUTE = Caller.class.getName();
    private static final Caller NOBODY = new Caller("", false);

    static Caller of(Map<String, Object> exchange) {
        return exchange.get(ATTRIBUTE) instanceof Caller caller ? caller : NOBODY;
    }

    void rememberIn(Map<String, Object> exchange) {
        exchange.put(ATTRIBUTE, this);
    }

    /** The same for the same version always, and other callers for another version. */
    boolean isAmong(int percent, String version) {
        byte[] bytes = (name + "@" + version).getBytes(StandardCharsets.UTF_8);
        return Math.floorMod(MurmurHash3.hash32x86(bytes), 100) < percent;
    }
}
