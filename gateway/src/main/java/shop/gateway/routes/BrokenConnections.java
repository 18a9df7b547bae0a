package shop.gateway.routes;

import java.io.IOException;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/**
 * Wraps reactor-netty's {@link AbortedException} (the connection was closed before the request was
 * sent) in an {@link IOException}, so that all broken connections are of one type.
 */
@Component
class BrokenConnections implements GlobalFilter, Ordered {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .onErrorMap(
                        AbortedException.class,
                        closed -> new IOException(closed.getMessage(), closed));
    }

    /** Directly around what sends the request. */
    @Override
    public int getOrder() {
        return NettyRoutingFilter.ORDER - 1;
    }
}
