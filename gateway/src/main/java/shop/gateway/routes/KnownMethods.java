package shop.gateway.routes;

import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** A known path with another method is 405 and not 404; so is any path with an unknown method. */
@Component
class KnownMethods implements WebFilter {

    private static final Set<HttpMethod> STANDARD =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE,
                    HttpMethod.OPTIONS);
    private static final Set<HttpMethod> USED =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);

    private final ShopRoutes routes;

    KnownMethods(ShopRoutes routes) {
        this.routes = routes;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpMethod method = exchange.getRequest().getMethod();
        Set<HttpMethod> known = routes.methodsAt(exchange.getRequest());
        if (known.isEmpty() && !STANDARD.contains(method)) {
            return Mono.error(new MethodNotAllowedException(method, USED));
        }
        return known.isEmpty() || known.contains(method)
                ? chain.filter(exchange)
                : Mono.error(new MethodNotAllowedException(method, known));
    }
}
