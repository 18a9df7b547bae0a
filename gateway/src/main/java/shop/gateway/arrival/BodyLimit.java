package shop.gateway.arrival;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import shop.edge.RequestRules;

/**
 * Takes in the whole body before a service hears of the request.
 *
 * <p>So a service never sees part of a body that is too large or malformed, and a caller who sends
 * slowly, or goes away half-way, holds no connection to a service and counts against no breaker.
 */
@Component
class BodyLimit implements GlobalFilter, Ordered {

    private final Limits limits;

    BodyLimit(Limits limits) {
        this.limits = limits;
    }

    /**
     * What a body may cost.
     *
     * @param maxSize its size
     * @param timeLimit how long it may take to arrive
     */
    @ConfigurationProperties("shop.gateway.body")
    record Limits(
            @DefaultValue("64KB") DataSize maxSize, @DefaultValue("10s") Duration timeLimit) {}

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (headers.getContentLength() > limits.maxSize().toBytes()) {
            return Mono.error(new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE));
        }
        if (headers.getContentLength() <= 0
                && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return chain.filter(exchange);
        }
        return wholeBody(exchange.getRequest())
                .flatMap(body ->
                        chain.filter(
                                exchange.mutate().request(new Arrived(exchange, body)).build()));
    }

    private Mono<byte[]> wholeBody(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), (int) limits.maxSize().toBytes())
                .map(BodyLimit::bytes)
                .defaultIfEmpty(new byte[0])
                .timeout(limits.timeLimit())
                .onErrorMap(
                        TimeoutException.class,
                        e -> new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT))
                // A caller who is gone, which is no failure of any service.
                .onErrorMap(
                        e -> e instanceof IOException || e instanceof AbortedException,
                        e -> new ResponseStatusException(HttpStatus.BAD_REQUEST, null, e))
                .filter(body -> !RequestGate.brokeOff(request) && isWellFormed(body, request))
                .switchIfEmpty(
                        Mono.error(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST)));
    }

    private static boolean isWellFormed(byte[] body, ServerHttpRequest request) {
        String type = request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
        return RequestRules.isWellFormed(body, type == null ? "" : type);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    @Override
    public int getOrder() {
        return -40;
    }

    /** A request whose body is here already. */
    private static final class Arrived extends ServerHttpRequestDecorator {

        private final Flux<DataBuffer> body;

        Arrived(ServerWebExchange exchange, byte[] bytes) {
            super(exchange.getRequest());
            this.body =
                    Mono.fromSupplier(() -> exchange.getResponse().bufferFactory().wrap(bytes))
                            .flux();
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return body;
        }
    }
}
