package shop.gateway.routes;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The table: all that is reachable through the gateway.
 *
 * @param routes by name, which is also the name of the route's breaker
 */
@ConfigurationProperties("shop.gateway")
public record ShopRoutes(Map<String, ShopRoute> routes) {

    /** The route that takes this request, if any does. */
    public Optional<ShopRoute> routeOf(ServerHttpRequest request) {
        return routes.values().stream()
                .filter(route -> route.methods().contains(request.getMethod()))
                .filter(route -> route.knows(request.getPath()))
                .findAny();
    }

    /** The methods that some route takes at the request's path; empty for an unknown path. */
    Set<HttpMethod> methodsAt(ServerHttpRequest request) {
        return routes.values().stream()
                .filter(route -> route.knows(request.getPath()))
                .flatMap(route -> route.methods().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
