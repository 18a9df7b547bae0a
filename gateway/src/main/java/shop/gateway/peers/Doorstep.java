package shop.gateway.peers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * The first to see a request, before its trace begins: gives one from a proxy of ours the address
 * of its caller, and takes the trace headers of all others away, who could otherwise have
 * everything sampled, or choose the trace of another caller.
 */
@Component
class Doorstep implements HttpHandlerDecoratorFactory {

    private static final List<String> TRACE_HEADERS =
            List.of(
                    "traceparent",
                    "tracestate",
                    "baggage",
                    "b3",
                    "X-B3-TraceId",
                    "X-B3-SpanId",
                    "X-B3-ParentSpanId",
                    "X-B3-Sampled",
                    "X-B3-Flags");

    private final TrustedProxies proxies;
    private final ForwardedFor forwardedFor;

    Doorstep(TrustedProxies proxies) {
        this.proxies = proxies;
        this.forwardedFor = new ForwardedFor(proxies);
    }

    @Override
    public HttpHandler apply(HttpHandler next) {
        return (request, response) -> next.handle(admitted(request), response);
    }

    private ServerHttpRequest admitted(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        InetAddress address = peer == null ? null : peer.getAddress();
        return address != null && proxies.include(address)
                ? onBehalf(request, address)
                : withoutTrace(request);
    }

    private ServerHttpRequest onBehalf(ServerHttpRequest request, InetAddress proxy) {
        List<String> said = request.getHeaders().get(ForwardedFor.HEADER);
        if (said == null) {
            return request;
        }
        InetAddress client = forwardedFor.client(proxy, said);
        return request.mutate().remoteAddress(new InetSocketAddress(client, 0)).build();
    }

    private static ServerHttpRequest withoutTrace(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return TRACE_HEADERS.stream().anyMatch(headers::containsHeader)
                ? request.mutate().headers(kept -> TRACE_HEADERS.forEach(kept::remove)).build()
                : request;
    }
}
