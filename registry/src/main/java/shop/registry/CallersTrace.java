package shop.registry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace of a request, as its caller names it in {@code traceparent} (W3C Trace Context): the
 * registry traces nothing itself.
 */
final class CallersTrace {

    /** The header. */
    static final String HEADER = "traceparent";

    private static final Pattern PARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-.*");

    private CallersTrace() {}

    /** The 32 hex digits of its id; null if the header names none. */
    static @Nullable String id(@Nullable String traceparent) {
        Matcher parent = PARENT.matcher(traceparent == null ? "" : traceparent);
        return parent.matches() ? parent.group(1) : null;
    }
}
