package shop.inventory;

import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Tokens that are nothing but a name; what each may do is as in the demo. */
@TestConfiguration(proxyBeanMethods = false)
public class TestTokens {

    /** The {@code Authorization} header of each. */
    public static final String ALICE = "Bearer alice";

    public static final String OPS = "Bearer ops";
    public static final String ORDER_SERVICE = "Bearer order-service";

    private static final Map<String, List<String>> SCOPES =
            Map.of(
                    "alice", List.of("shop"),
                    "ops", List.of("shop", "ops"),
                    "order-service", List.of("stock:reserve", "books:read"));

    @Bean
    JwtDecoder jwtDecoder() {
        return token -> {
            List<String> scopes = SCOPES.get(token);
            if (scopes == null) {
                throw new BadJwtException("nobody is called " + token);
            }
            return Jwt.withTokenValue(token)
                    .header("alg", "none")
                    .subject(token)
                    .claim("scope", scopes)
                    .build();
        };
    }
}
