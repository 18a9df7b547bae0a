package shop.common.crash;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The points themselves. A name is a place in the code, such as {@code step.before}, and where it
 * serves several things also a subject, such as {@code reserve stock}.
 */
public final class CrashPoints {

    private static volatile @Nullable Consumer<String> watcher;

    private CrashPoints() {}

    /** Dies here if this point is armed. */
    public static void hit(String place) {
        Consumer<String> watching = watcher;
        if (watching != null) {
            watching.accept(place);
        }
    }

    /** Dies here if this point is armed for this subject. */
    public static void hit(String place, String subject) {
        Consumer<String> watching = watcher;
        if (watching != null) {
            watching.accept(place + " " + subject);
        }
    }

    static void watch(@Nullable Consumer<String> newWatcher) {
        watcher = newWatcher;
    }
}
