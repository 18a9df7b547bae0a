package shop.simulation;

import org.jspecify.annotations.Nullable;

/**
 * The cause of every exception that is a fault of the database and not a bug. Failed calls have
 * none: production turns each into an outcome, and must let none of them out.
 */
final class Injected extends RuntimeException {

    Injected(Fault fault) {
        super(fault.name(), null, false, false);
    }

    /** Whether this exception comes from an injected fault. */
    static boolean isBehind(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        while (cause != null && !(cause instanceof Injected)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
