package shop.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.EventArgUtil;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Shows the exceptions that production catches and logs to the world in which it does; one that it
 * swallows without a word stays unseen.
 */
public final class LoggedExceptions extends TurboFilter {

    private static final ThreadLocal<@Nullable Checks> CHECKS = new ThreadLocal<>();
    private static final String PRODUCTION = "shop.";

    /** For logback, which finds it by its name. */
    public LoggedExceptions() {}

    /** Does this work, all of it on this thread, under these checks. */
    static void shownTo(Checks checks, Runnable work) {
        CHECKS.set(checks);
        try {
            work.run();
        } finally {
            CHECKS.remove();
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] params,
            @Nullable Throwable thrown) {
        Checks checks = CHECKS.get();
        boolean told =
                level.isGreaterOrEqual(Level.WARN) && logger.getName().startsWith(PRODUCTION);
        if (checks != null && told) {
            Throwable logged = thrown == null ? EventArgUtil.extractThrowable(params) : thrown;
            if (logged != null) {
                checks.thrown(logged);
            }
        }
        return FilterReply.NEUTRAL;
    }
}
