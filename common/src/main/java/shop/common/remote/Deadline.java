package shop.common.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Until when the current work is of use to whoever asked for it.
 *
 * <p>It travels with calls as the milliseconds that are left (header {@value #HEADER}), as in gRPC:
 * a duration survives clocks that disagree, a point in time does not. Bound to a scope, so virtual
 * threads pay nothing for it and it is always cleared.
 */
public final class Deadline {

    /** Milliseconds left when the request was sent. */
    public static final String HEADER = "X-Request-Deadline";

    /** Value of the header in an answer to what came too late: the work was not begun. */
    static final String PASSED = "passed";

    private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** A deadline that long from now, or the current one where that is earlier. */
    public static Deadline in(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Deadline outer = current();
        return outer != null && outer.end - end < 0 ? outer : new Deadline(end);
    }

    /** Does the work with this as its deadline. */
    public <T, X extends Throwable> T during(ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /** What is left of it; negative when it has passed. */
    public Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    /** The deadline of the work this thread is doing, or null when it has none. */
    public static @Nullable Deadline current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /**
     * Stops work that is already too late.
     *
     * @throws DeadlineExceededException if the current deadline has passed
     */
    public static void check() {
        check(Duration.ZERO);
    }

    /**
     * Stops work that could not be done in time.
     *
     * @param needed how long it takes at the least
     * @throws DeadlineExceededException if no more than that is left
     */
    static void check(Duration needed) {
        Deadline deadline = current();
        if (deadline != null && deadline.left().compareTo(needed) <= 0) {
            throw new DeadlineExceededException();
        }
    }
}
