package shop.order;

import java.time.Instant;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Believes every token, and takes it for the caller's name. */
@TestConfiguration(proxyBeanMethods = false)
class NamesAsTokens {

    @Bean
    JwtDecoder jwtDecoder() {
        return token ->
                Jwt.withTokenValue(token)
                        .header("alg", "none")
                        .subject(token)
                        .claim(
                                "scope",
                                token.equals("ops") ? List.of("shop", "ops") : List.of("shop"))
                        .issuedAt(Instant.now())
                        .expiresAt(Instant.now().plusSeconds(60))
                        .build();
    }
}
