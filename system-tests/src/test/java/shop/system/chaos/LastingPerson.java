package shop.system.chaos;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import shop.system.Person;

/**
 * Somebody whose token is renewed before it ends. While there is no new one the old one must do.
 */
final class LastingPerson {

    private static final Duration TOKEN_USED = Duration.ofMinutes(20);

    private final ChaosShop shop;
    private final String name;
    private Person person;
    private long since = System.nanoTime();

    LastingPerson(ChaosShop shop, String name) {
        this.shop = shop;
        this.name = name;
        this.person = shop.person(name);
    }

    synchronized Person now() {
        if (System.nanoTime() - since > TOKEN_USED.toNanos()) {
            try {
                person = shop.person(name);
                since = System.nanoTime();
            } catch (UncheckedIOException | IllegalStateException | ConditionTimeoutException e) {
                System.err.printf("[chaos] no new token for %s: %s%n", name, e);
            }
        }
        return person;
    }
}
