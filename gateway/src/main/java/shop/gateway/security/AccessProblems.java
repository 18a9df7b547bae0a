package shop.gateway.security;

import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import shop.credentials.Challenge;
import shop.edge.ProblemType;
import shop.gateway.problems.Problems;
import shop.gateway.routes.ShopRoute;
import shop.gateway.routes.ShopRoutes;

/** 401 and 403 as problems, with the challenge of RFC 6750. */
@Component
class AccessProblems implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private final ShopRoutes routes;
    private final Problems problems;

    AccessProblems(ShopRoutes routes, Problems problems) {
        this.routes = routes;
        this.problems = problems;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException refusal) {
        return refusal instanceof OAuth2AuthenticationException
                ? answer(
                        exchange,
                        ProblemType.UNAUTHORIZED,
                        Challenge.INVALID_TOKEN,
                        "The token is not valid: it may be expired, or for somebody else.")
                : answer(
                        exchange,
                        ProblemType.UNAUTHORIZED,
                        Challenge.NO_TOKEN,
                        "This needs a token. Get one at /oauth2/token.");
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denial) {
        String scope =
                routes.routeOf(exchange.getRequest())
                        .map(ShopRoute::access)
                        .map(ShopRoute.Access::scope)
                        .orElse(AccessRules.OPERATOR);
        return answer(
                exchange,
                ProblemType.FORBIDDEN,
                Challenge.insufficientScope(scope),
                "This needs a token with scope " + scope + ".");
    }

    private Mono<Void> answer(
            ServerWebExchange exchange, ProblemType type, String challenge, String detail) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        return problems.answer(exchange, type, detail);
    }
}
