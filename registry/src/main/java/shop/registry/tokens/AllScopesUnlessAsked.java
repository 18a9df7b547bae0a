package shop.registry.tokens;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** A request that names no scope asks for all its client has; Spring would grant it none. */
final class AllScopesUnlessAsked implements AuthenticationConverter {

    private final AuthenticationConverter requests =
            new OAuth2ClientCredentialsAuthenticationConverter();

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        return requests.convert(request) instanceof OAuth2ClientCredentialsAuthenticationToken asked
                ? withDefaultScopes(asked)
                : null;
    }

    private static Authentication withDefaultScopes(
            OAuth2ClientCredentialsAuthenticationToken asked) {
        if (asked.getScopes().isEmpty()
                && asked.getPrincipal() instanceof OAuth2ClientAuthenticationToken authenticated) {
            RegisteredClient client = authenticated.getRegisteredClient();
            if (client != null) {
                return new OAuth2ClientCredentialsAuthenticationToken(
                        authenticated, client.getScopes(), asked.getAdditionalParameters());
            }
        }
        return asked;
    }
}
