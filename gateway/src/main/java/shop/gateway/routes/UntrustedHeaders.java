package shop.gateway.routes;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Drops what only the shop itself may say, and says it where it is so. Forwarded and X-Forwarded-*
 * go too, by Spring's own filters, as long as no trusted proxies are configured.
 */
@Component
class UntrustedHeaders implements HttpHeadersFilter {

    private static final String DEADLINE = "X-Request-Deadline";
    private static final String REPEATED = "X-Request-Repeated";

    /** Expect has been honoured once the body is here, X-Canary once an instance is chosen. */
    private static final List<String> DROPPED =
            List.of(DEADLINE, REPEATED, "X-Canary", HttpHeaders.EXPECT);

    @Override
    public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
        HttpHeaders trusted = new HttpHeaders();
        trusted.putAll(headers);
        DROPPED.forEach(trusted::remove);
        if (exchange.getAttribute(RouteGuard.END) instanceof Long end) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            trusted.set(DEADLINE, Long.toString(left));
        }
        if (exchange.getAttributes().containsKey(RouteGuard.REPEATED)) {
            trusted.set(REPEATED, "true");
        }
        return trusted;
    }
}
