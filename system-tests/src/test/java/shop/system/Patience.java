package shop.system;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.Extension;

/** Lets every test wait as long as it may take on a slow machine that starts many processes. */
public final class Patience implements Extension {

    public static final Duration LIMIT = Duration.ofMinutes(10);

    public Patience() {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
