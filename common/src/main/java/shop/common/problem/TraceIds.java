package shop.common.problem;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

/** The id under which logs and traces know the request that this thread is working on. */
public final class TraceIds {

    private final Tracer tracer;

    TraceIds(Tracer tracer) {
        this.tracer = tracer;
    }

    /** 32 hex digits, or null outside any request. */
    public @Nullable String current() {
        Span span = tracer.currentSpan();
        return span == null ? null : span.context().traceId();
    }
}
