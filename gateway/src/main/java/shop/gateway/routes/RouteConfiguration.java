package shop.gateway.routes;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.Buildable;
import org.springframework.cloud.gateway.route.builder.PredicateSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.ServerWebExchange;

@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    /** Longer than any route's time limit: it only ends bodies that stop half-way. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    @Bean
    RouteLocator shopRouteLocator(
            RouteLocatorBuilder builder, ShopRoutes table, CircuitBreakerRegistry breakers) {
        CircuitBreakerConfig counting =
                CircuitBreakerConfig.from(breakers.getDefaultConfig())
                        .ignoreException(RouteFault::saysNothing)
                        .build();
        RouteLocatorBuilder.Builder routes = builder.routes();
        table.routes()
                .forEach((name, route) -> {
                    CircuitBreaker breaker = breakers.circuitBreaker(name, counting);
                    RouteGuard guard = new RouteGuard(route, breaker);
                    routes.route(name, request -> guarded(request, route, guard));
                });
        return routes.build();
    }

    private static Buildable<Route> guarded(
            PredicateSpec requests, ShopRoute route, RouteGuard guard) {
        return requests.predicate(exchange -> takes(route, exchange))
                .filters(filters -> {
                    filters.filter(guard);
                    return route.upstreamPath() == null
                            ? filters
                            : filters.setPath(route.upstreamPath());
                })
                .uri(route.uri());
    }

    /** Also keeps the path's variables: a load balancer may place requests by one of them. */
    private static boolean takes(ShopRoute route, ServerWebExchange exchange) {
        if (!route.methods().contains(exchange.getRequest().getMethod())) {
            return false;
        }
        Optional<Map<String, String>> variables =
                route.variablesAt(exchange.getRequest().getPath());
        variables.ifPresent(
                found -> ServerWebExchangeUtils.putUriTemplateVariables(exchange, found));
        return variables.isPresent();
    }

    /**
     * By itself the client tries once more when a pooled connection turns out to be dead. It means
     * to do so only if nothing was sent; that no POST is sent twice shall not depend on it.
     */
    @Bean
    HttpClientCustomizer nothingIsSentTwice() {
        return client -> client.disableRetry(true).responseTimeout(LONGEST_SILENCE);
    }
}
