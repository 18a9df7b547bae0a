package shop.common.problem;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The id under which logs and traces know the request that this thread is working on. */
public final class TraceIds {

    private final Tracer tracer;

    TraceIds(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Does work of a request that no trace was begun for, in a new one; tells it the id. */
    public void inNewTrace(Consumer<String> work) {
        Span span = tracer.nextSpan().start();
        try (Tracer.SpanInScope _ = tracer.withSpan(span)) {
            work.accept(span.context().traceId());
        } finally {
            span.end();
        }
    }

    /** 32 hex digits, or null outside any request. */
    public @Nullable String current() {
        Span span = tracer.currentSpan();
        return span == null ? null : span.context().traceId();
    }
}
