package shop.gateway.problems;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Every answer names its trace, so that a caller's complaint finds the log lines. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceIds implements WebFilter {

    private static final String HEADER = "X-Trace-Id";
    private static final String ATTRIBUTE = TraceIds.class.getName();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.deferContextual(context -> {
            current(context).ifPresent(traceId -> name(exchange, traceId));
            return chain.filter(exchange);
        });
    }

    static Optional<String> of(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
    }

    private static void name(ServerWebExchange exchange, String traceId) {
        boolean first = exchange.getAttributes().putIfAbsent(ATTRIBUTE, traceId) == null;
        if (first) {
            exchange.getResponse()
                    .beforeCommit(() -> {
                        exchange.getResponse().getHeaders().set(HEADER, traceId);
                        return Mono.empty();
                    });
        }
    }

    private static Optional<String> current(ContextView context) {
        return context.<Observation>getOrEmpty(ObservationThreadLocalAccessor.KEY)
                .map(observation ->
                        observation.getContextView().<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(span -> span.context().traceId());
    }
}
