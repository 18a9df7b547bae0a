package shop.registry.tokens;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Profile("demo")
class TokenEndpoint {

    private static final String AUDIENCE = "shop";

    @Bean
    @Order(1)
    SecurityFilterChain tokens(HttpSecurity http, JsonMapper json) throws Exception {
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
                .addFilterAfter(new OddRequests(json), HeaderWriterFilter.class)
                .exceptionHandling(e -> e.authenticationEntryPoint(TokenEndpoint::unknownClient))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    RegisteredClientRepository clients(Environment settings) {
        // Not by @Value, which would take a part of the secret for an expression.
        String orderServiceSecret =
                settings.getRequiredProperty("shop.order-service.client-secret");
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

    /** To who brings neither a name nor a secret, in the words of RFC 6749. */
    private static void unknownClient(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getWriter().write("{\"error\":\"invalid_client\"}");
    }

    /** RFC 6749 wants a challenge with every 401; Spring sends none. */
    private static void challenge(HttpServletRequest request, HttpServletResponse response) {
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"shop\"");
        }
    }
}
