package shop.gateway.routes;

import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Begins every answer outside of the event loop.
 *
 * <p>A request that arrives before the one before it on its connection is quite over waits in a
 * queue; when it is answered right there where it is taken out, reactor-netty (1.3.4 to 1.3.7, its
 * issue 4361) never reads from that connection again, and the customer waits for ever.
 */
@Component
class KeptConnections implements WebFilter, Ordered {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).subscribeOn(Schedulers.parallel());
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
