package shop.payment;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Tokens that say {@code subject~scope~scope}; that real ones are checked is common's to test. */
@TestConfiguration(proxyBeanMethods = false)
public class TestTokens {

    /** The headers of a request from this subject. */
    public static Consumer<HttpHeaders> of(String subject, String... scopes) {
        return headers -> headers.setBearerAuth(token(subject, scopes));
    }

    /** The headers of a request from order-service. */
    public static Consumer<HttpHeaders> ofOrderService() {
        return of("order-service", "payments:authorise", "books:read");
    }

    // No colon may be in a bearer token.
    private static String token(String subject, String... scopes) {
        return (subject + "~" + String.join("~", scopes)).replace(':', '+');
    }

    @Bean
    JwtDecoder jwtDecoder() {
        return token -> {
            List<String> parts = List.of(token.replace('+', ':').split("~", -1));
            if (parts.size() < 2) {
                throw new BadJwtException("not one of ours");
            }
            return Jwt.withTokenValue(token)
                    .header("alg", "none")
                    .subject(parts.getFirst())
                    .claim("scope", parts.subList(1, parts.size()))
                    .build();
        };
    }
}
