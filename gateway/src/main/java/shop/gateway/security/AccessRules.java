package shop.gateway.security;

import java.util.Optional;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import shop.gateway.routes.ShopRoute;
import shop.gateway.routes.ShopRoutes;

@Configuration(proxyBeanMethods = false)
class AccessRules {

    /** The scope of who may change how the gateway works, at its management port. */
    static final String OPERATOR = "ops";

    @Bean
    SecurityWebFilterChain access(
            ServerHttpSecurity http,
            ShopRoutes routes,
            ReactiveJwtDecoder tokens,
            AccessProblems problems) {
        return http.authorizeExchange(requests ->
                        requests.matchers(EndpointRequest.toAnyEndpoint())
                                .access(AccessRules::manage)
                                .anyExchange()
                                .access((who, request) -> decide(routes, who, request)))
                .oauth2ResourceServer(server ->
                        server.authenticationEntryPoint(problems)
                                .accessDeniedHandler(problems)
                                .jwt(jwt -> jwt.jwtDecoder(tokens)))
                .exceptionHandling(failures ->
                        failures.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .build();
    }

    /**
     * What the table does not name needs no token: there is nothing behind it but 404 and pages.
     */
    private static Mono<AuthorizationResult> decide(
            ShopRoutes routes, Mono<Authentication> who, AuthorizationContext request) {
        Optional<String> scope =
                routes.routeOf(request.getExchange().getRequest())
                        .map(ShopRoute::access)
                        .map(ShopRoute.Access::scope);
        return scope.map(wanted -> has(who, "SCOPE_" + wanted))
                .orElseGet(() -> Mono.just(new AuthorizationDecision(true)));
    }

    /** Management endpoints may be read by all who reach their port. */
    private static Mono<AuthorizationResult> manage(
            Mono<Authentication> who, AuthorizationContext request) {
        HttpMethod method = request.getExchange().getRequest().getMethod();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
                ? Mono.just(new AuthorizationDecision(true))
                : has(who, "SCOPE_" + OPERATOR);
    }

    private static Mono<AuthorizationResult> has(Mono<Authentication> who, String authority) {
        return who.map(caller ->
                        caller.getAuthorities().stream()
                                .anyMatch(a -> authority.equals(a.getAuthority())))
                .defaultIfEmpty(false)
                .map(AuthorizationDecision::new);
    }

    // A span and a timer for each of a dozen filters would cost more than the filters.
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * Refuses paths with tricks in them (encoded slashes, double slashes, …). What a header may
     * hold is decided before, for all of them and not for those that are read; what method is
     * unknown where it is known what is there.
     */
    @Bean
    ServerWebExchangeFirewall firewall() {
        StrictServerWebExchangeFirewall firewall = new StrictServerWebExchangeFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        return firewall;
    }

    /** Those paths are bad requests. */
    @Bean
    ServerExchangeRejectedHandler rejectedRequests() {
        return (exchange, rejection) ->
                Mono.error(new ResponseStatusException(HttpStatus.BAD_REQUEST, null, rejection));
    }
}
