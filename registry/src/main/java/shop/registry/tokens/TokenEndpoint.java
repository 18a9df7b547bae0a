package shop.registry.tokens;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
@Profile("demo")
class TokenEndpoint {

    private static final String AUDIENCE = "shop";

    @Bean
    @Order(1)
    SecurityFilterChain tokens(HttpSecurity http) throws Exception {
        var server = new OAuth2AuthorizationServerConfigurer();
        return http.securityMatcher(server.getEndpointsMatcher())
                .with(
                        server,
                        tokens ->
                                tokens.tokenEndpoint(endpoint ->
                                        endpoint.accessTokenRequestConverters(requests ->
                                                requests.addFirst(new AllScopesUnlessAsked()))))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .headers(headers -> headers.addHeaderWriter(TokenEndpoint::challenge))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    RegisteredClientRepository clients(
            @Value("${shop.order-service.client-secret}") String orderServiceSecret) {
        return new InMemoryRegisteredClientRepository(DemoClients.all(orderServiceSecret));
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new NothingRemembered();
    }

    @Bean
    AuthorizationServerSettings issuer(@Value("${shop.security.issuer-uri}") String issuerUri) {
        return AuthorizationServerSettings.builder().issuer(issuerUri).build();
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(@Value("${shop.registry.key-file}") Path keyFile) {
        return new ImmutableJWKSet<>(new JWKSet(new SigningKeyFile(keyFile).key()));
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> audience() {
        return token -> token.getClaims().audience(List.of(AUDIENCE));
    }

    /** RFC 6749 wants a challenge with every 401; Spring sends none. */
    private static void challenge(HttpServletRequest request, HttpServletResponse response) {
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"shop\"");
        }
    }
}
