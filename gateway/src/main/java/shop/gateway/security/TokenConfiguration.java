package shop.gateway.security;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import shop.credentials.TokenRules;

@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);
    private static final ParameterizedTypeReference<Map<String, Object>> METADATA =
            new ParameterizedTypeReference<>() {};

    @Bean
    SigningKeys signingKeys(TokenIssuer issuer) {
        WebClient http = WebClient.create();
        URI configured = issuer.jwkSetUri();
        Mono<URI> where =
                configured == null ? discovered(http, issuer.issuerUri()) : Mono.just(configured);
        return new SigningKeys(
                where.flatMap(uri -> http.get().uri(uri).retrieve().bodyToMono(String.class))
                        .timeout(TIME_LIMIT));
    }

    @Bean
    ReactiveJwtDecoder jwtDecoder(SigningKeys keys, TokenIssuer issuer) {
        NimbusReactiveJwtDecoder decoder =
                NimbusReactiveJwtDecoder.withJwkSource(keys::candidates)
                        .jwsAlgorithm(TokenRules.ALGORITHM)
                        .build();
        decoder.setJwtValidator(TokenRules.of(issuer.issuerUri().toString()));
        return token ->
                decoder.decode(token)
                        .onErrorMap(
                                IllegalStateException.class, // that the keys cannot be had
                                e -> new AuthenticationServiceException("No keys for tokens", e));
    }

    private static Mono<URI> discovered(WebClient http, URI issuer) {
        return metadata(http, issuer, "openid-configuration")
                .onErrorResume(e -> metadata(http, issuer, "oauth-authorization-server"))
                .map(metadata -> URI.create(String.valueOf(metadata.get("jwks_uri"))));
    }

    private static Mono<Map<String, Object>> metadata(WebClient http, URI issuer, String document) {
        return http.get().uri(issuer + "/.well-known/" + document).retrieve().bodyToMono(METADATA);
    }
}
