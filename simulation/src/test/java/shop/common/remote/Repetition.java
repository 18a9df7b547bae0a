package shop.common.remote;

import java.util.function.Supplier;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;

/** The one repetition that production's client allows itself, told by production's rule. */
public final class Repetition {

    private Repetition() {}

    /** The answer of the first, or of the second try. */
    public static <T> T of(Supplier<T> call) {
        try {
            return call.get();
        } catch (ResourceAccessException | HttpServerErrorException first) {
            return again(call, first);
        }
    }

    private static <T> T again(Supplier<T> call, RuntimeException first) {
        try {
            return call.get();
        } catch (RuntimeException second) {
            throw Failures.ofBoth(first, second);
        }
    }
}
